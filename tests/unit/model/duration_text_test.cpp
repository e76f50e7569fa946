#include "model/duration_text.hpp"

#include "support/catch.hpp"

using namespace counterfoil;
using namespace std::chrono_literals;

TEST_CASE("a duration is read in each of its units") {
  CHECK(parse_duration("500ms") == Duration(500));
  CHECK(parse_duration("30s") == Duration(30s));
  CHECK(parse_duration("10m") == Duration(10min));
  CHECK(parse_duration("24h") == Duration(24h));
  CHECK(parse_duration("180d") == Duration(180 * 24h));
  CHECK(parse_duration("0s") == Duration(0));
  CHECK(parse_duration("999999999d").has_value());
}

TEST_CASE("what is not a whole number and a unit is no duration") {
  for (const char* text : {"",
                           "10",
                           "m",
                           "10 m",
                           " 10m",
                           "10m ",
                           "+10m",
                           "-10m",
                           "1.5h",
                           "010m",
                           "00s",
                           "10M",
                           "10min",
                           "1h30m",
                           "PT10M",
                           "1000000000s",
                           "99999999999999999999s",
                           "10mss",
                           "10w",
                           "1e3s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text).has_value());
  }
  CHECK_FALSE(parse_duration(std::string_view("10m\0", 4)).has_value());
}

TEST_CASE("a duration is written in the largest unit that leaves a whole number") {
  CHECK(duration_text(Duration(0)) == "0s");
  CHECK(duration_text(Duration(1)) == "1ms");
  CHECK(duration_text(1500ms) == "1500ms");
  CHECK(duration_text(60s) == "1m");
  CHECK(duration_text(90s) == "90s");
  CHECK(duration_text(24h) == "1d");
  CHECK(duration_text(25h) == "25h");
  CHECK(duration_text(400 * 24h) == "400d");
}

TEST_CASE("every duration written is read back the same") {
  for (std::int64_t ms = 0; ms < 200'000'000; ms = ms * 3 + 1) {
    CHECK(parse_duration(duration_text(Duration(ms))) == Duration(ms));
    CHECK(parse_duration(duration_text(Duration(ms * 1000))) == Duration(ms * 1000));
  }
}
