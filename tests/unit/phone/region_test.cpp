#include "counterfoil/phone/region.hpp"

#include <set>
#include <string>
#include <unordered_set>

#include "phone_support.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using counterfoil::testing::region;

TEST_CASE("a region is one of the two-letter codes that have a numbering plan") {
  for (const char* code : {"GB", "JE", "GG", "IM", "US", "AX", "XK", "AC", "TA", "ZW"}) {
    const auto parsed = Region::parse(code);
    REQUIRE(parsed);
    CHECK(parsed->code() == code);
  }
}

TEST_CASE("a region is refused in any other form") {
  for (const std::string& text :
       {std::string(), std::string("G"), std::string("GBR"), std::string("gb"), std::string("Gb"),
        std::string("ZZ"), std::string("AQ"), std::string("44"), std::string("001"), std::string("G\0", 2),
        std::string("G "), std::string("\xC3\x84"), std::string(1 << 20, 'G')}) {
    const auto parsed = Region::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == errc::invalid_argument);
  }
}

TEST_CASE("who writes UK is told that the code is GB") {
  const auto parsed = Region::parse("UK");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().message.find("GB") != std::string::npos);
}

TEST_CASE("regions are compared, ordered and hashed by their code") {
  CHECK(region("GB") == region("GB"));
  CHECK(region("GB") != region("GG"));
  CHECK(std::set{region("US"), region("GB"), region("US")}.size() == 2);
  CHECK(std::unordered_set<Region>{region("US"), region("GB"), region("US")}.size() == 2);
}
