#include "model/ledger.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace counterfoil;
using namespace std::chrono_literals;

namespace {

constexpr auto ms = Duration(1);
constexpr Timestamp noon = from_unix_seconds(1772366400);
constexpr Pauses pauses{10, 30s, 1h};

/// A ledger after `failures` single tries at `now`.
Ledger after(int failures, Timestamp now) {
  Ledger ledger;
  for (int i = 0; i < failures; ++i) charge(ledger, pauses, 1, now);
  return ledger;
}

}  // namespace

TEST_CASE("the pause begins at the tenth failure in a row and doubles to its longest") {
  const struct {
    std::uint32_t in_a_row;
    Duration pause;
  } table[] = {{0, 0s},    {1, 0s},    {9, 0s},     {10, 30s},   {11, 60s},   {12, 120s},   {13, 240s},
               {14, 480s}, {15, 960s}, {16, 1920s}, {17, 3600s}, {18, 3600s}, {1000, 3600s}};
  for (const auto& row : table) {
    CAPTURE(row.in_a_row);
    CHECK(pause_after(pauses, row.in_a_row) == row.pause);
  }
  CHECK(pause_after(pauses, std::numeric_limits<std::uint32_t>::max()) == 1h);
}

TEST_CASE("a pause that begins at its longest stays there") {
  CHECK(pause_after({1, 1h, 1h}, 1) == 1h);
  CHECK(pause_after({1, 1h, 1h}, 9) == 1h);
  CHECK(pause_after({1, 2h, 1h}, 1) == 1h);
}

TEST_CASE("no first pause means no pause") {
  CHECK(pause_after({1, 0s, 1h}, std::numeric_limits<std::uint32_t>::max()) == 0s);
}

TEST_CASE("each failure is charged to the row, the pause and the rolling count") {
  const Ledger nine = after(9, noon);
  CHECK(nine.in_a_row == 9);
  CHECK_FALSE(nine.paused_until.has_value());
  CHECK(nine.failures.last_day(noon) == 9);
  const Ledger ten = after(10, noon);
  CHECK(ten.in_a_row == 10);
  CHECK(ten.paused_until == noon + 30s);
  CHECK(ten.failures.last_30_days(noon) == 10);
}

TEST_CASE("[A13] every candidate of a try is charged to the caps, the try once to the pause") {
  Ledger ledger;
  charge(ledger, pauses, 5, noon);
  CHECK(ledger.in_a_row == 1);
  CHECK(ledger.failures.last_day(noon) == 5);
}

TEST_CASE("a guard's try pauses without a rolling count") {
  Ledger ledger;
  for (int i = 0; i < 12; ++i) charge(ledger, {10, 60s, 1h}, 0, noon);
  CHECK(ledger.paused_until == noon + 240s);
  CHECK(ledger.failures.empty());
}

TEST_CASE("[C39] a pause is over at its deadline and not a millisecond before") {
  const Ledger ledger = after(10, noon);
  CHECK(pause_of(ledger, 1h, noon) == Duration(30s));
  CHECK(pause_of(ledger, 1h, noon + 30s - ms) == ms);
  CHECK_FALSE(pause_of(ledger, 1h, noon + 30s).has_value());
  CHECK_FALSE(pause_of(ledger, 1h, noon + 30s + ms).has_value());
  CHECK_FALSE(pause_of(Ledger{}, 1h, noon).has_value());
}

TEST_CASE("a failure never shortens the pause that runs") {
  Ledger ledger;
  ledger.in_a_row = 9;
  ledger.paused_until = noon + 10min;
  charge(ledger, pauses, 1, noon);
  CHECK(ledger.paused_until == noon + 10min);
}

TEST_CASE("a pause that is over leaves no deadline at the next failure before the limit") {
  Ledger ledger;
  ledger.paused_until = noon - 1h;
  charge(ledger, pauses, 1, noon);
  CHECK_FALSE(ledger.paused_until.has_value());
}

TEST_CASE("[A7] a success clears the row and the pause and leaves the rolling count") {
  Ledger ledger = after(12, noon);
  clear_in_a_row(ledger);
  CHECK(ledger.in_a_row == 0);
  CHECK_FALSE(ledger.paused_until.has_value());
  CHECK(ledger.failures.last_day(noon) == 12);
}

TEST_CASE("[A7] guessing between the owner's successes ends at the cap of the day") {
  const MethodFailureRules rules;
  Ledger ledger;
  int evaluated = 0;
  for (int round = 0; round < 100; ++round) {
    for (int guess = 0; guess < 9; ++guess) {
      if (retry_after(ledger, pauses_of(rules), caps_of(rules), 1, noon)) continue;
      charge(ledger, pauses_of(rules), 1, noon);
      ++evaluated;
    }
    clear_in_a_row(ledger);
  }
  CHECK(evaluated == 30);
}

TEST_CASE("the longer of the pause and the caps is told") {
  const Ledger paused = after(10, noon);
  CHECK(retry_after(paused, pauses, {100, 100}, 1, noon) == Duration(30s));
  CHECK(retry_after(paused, pauses, {10, 100}, 1, noon) == Duration(25h));
  Ledger capped = paused;
  clear_in_a_row(capped);
  CHECK(retry_after(capped, pauses, {10, 100}, 1, noon) == Duration(25h));
  CHECK_FALSE(retry_after(capped, pauses, {11, 100}, 1, noon).has_value());
}

TEST_CASE("[H117] a clock that goes back neither ends nor lengthens a pause beyond its longest") {
  const Ledger ledger = after(17, noon);
  REQUIRE(ledger.paused_until == noon + 1h);
  CHECK(pause_of(ledger, 1h, noon - 1h) == Duration(1h));
  CHECK(pause_of(ledger, 1h, noon - 24h * 365) == Duration(1h));
}

TEST_CASE("[H118] a pause made under a clock that was ahead runs out once it is brought back") {
  Ledger ledger = after(10, noon + 24h * 365 * 50);
  CHECK(pause_of(ledger, 1h, noon) == Duration(1h));
  CHECK(bring_back(ledger, 1h, noon));
  CHECK_FALSE(bring_back(ledger, 1h, noon));
  CHECK(ledger.paused_until == noon + 1h);
  CHECK(pause_of(ledger, 1h, noon + 1h - ms) == ms);
  CHECK_FALSE(pause_of(ledger, 1h, noon + 1h).has_value());
  CHECK(ledger.failures.last_day(noon + 25h) == 0);
}

TEST_CASE("[H118] a pause outlives a clock that goes forward a day and back") {
  const Ledger ledger = after(10, noon);
  CHECK_FALSE(pause_of(ledger, 1h, noon + 24h).has_value());
  CHECK(pause_of(ledger, 1h, noon + 1s) == Duration(29s));
}

TEST_CASE("bringing back leaves what fits") {
  Ledger ledger = after(10, noon);
  const Ledger before = ledger;
  CHECK_FALSE(bring_back(ledger, 30s, noon));
  CHECK_FALSE(bring_back(ledger, 1h, noon + 24h));
  CHECK(ledger == before);
}

TEST_CASE("deadlines at the ends of time are handled") {
  Ledger ledger;
  ledger.paused_until = Timestamp(Duration::max());
  CHECK(pause_of(ledger, 1h, Timestamp(Duration::min())) == Duration(1h));
  CHECK(pause_of(ledger, 1h, Timestamp(Duration::max())) == std::nullopt);
  ledger.paused_until = Timestamp(Duration::min());
  CHECK_FALSE(pause_of(ledger, 1h, Timestamp(Duration::max())).has_value());
}

TEST_CASE("failures in a row end at the largest number") {
  Ledger ledger;
  ledger.in_a_row = std::numeric_limits<std::uint32_t>::max();
  charge(ledger, pauses, 1, noon);
  CHECK(ledger.in_a_row == std::numeric_limits<std::uint32_t>::max());
  CHECK(ledger.paused_until == noon + 1h);
}

TEST_CASE("each ledger takes its numbers from the policy") {
  const Policy policy;
  CHECK(pauses_of(policy.guard).after == 10);
  CHECK(pauses_of(policy.guard).first == 60s);
  CHECK(pauses_of(policy.method_failures).first == 30s);
  CHECK(pauses_of(policy.prompts).after == 2);
  CHECK(pauses_of(policy.prompts).longest == 1h);
  CHECK(caps_of(policy.method_failures).per_day == 30U);
  CHECK(caps_of(policy.method_failures).per_30_days == 100U);
  CHECK(strangers_caps_of(policy.account_failures).per_day == 60U);
  CHECK(strangers_caps_of(policy.account_failures).per_30_days == 100U);
  CHECK_FALSE(known_browsers_caps_of(policy.account_failures).per_day.has_value());
  CHECK(known_browsers_caps_of(policy.account_failures).per_30_days == 30U);
}
