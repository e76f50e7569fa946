#include "engine/guard.hpp"

#include "support/catch.hpp"

using namespace counterfoil;
using namespace std::chrono_literals;

namespace {

const Timestamp start = from_unix_seconds(1'800'000'000);
const GuardRules rules{};

GuardDocument after_failures(unsigned count) {
  GuardDocument guard;
  for (unsigned i = 0; i < count; ++i) charge_guard(guard, i, rules, start);
  return guard;
}

}  // namespace

TEST_CASE("a guard pauses at the tenth failure and not before") {
  CHECK_FALSE(guard_refusal(after_failures(9), rules, start));
  const auto refusal = guard_refusal(after_failures(10), rules, start);
  REQUIRE(refusal);
  CHECK(refusal->code == errc::throttled);
  CHECK(refusal->retry_after == Duration(60s));
}

TEST_CASE("a guard's pause doubles with each failure up to one hour") {
  CHECK(guard_refusal(after_failures(11), rules, start)->retry_after == Duration(120s));
  CHECK(guard_refusal(after_failures(12), rules, start)->retry_after == Duration(240s));
  CHECK(guard_refusal(after_failures(40), rules, start)->retry_after == Duration(1h));
}

TEST_CASE("[C39] a guard's pause is over at its very end, and not a millisecond before") {
  const GuardDocument guard = after_failures(10);
  CHECK(guard_refusal(guard, rules, start + 60s - 1ms));
  CHECK_FALSE(guard_refusal(guard, rules, start + 60s));
}

TEST_CASE("a wrong password tried again is not charged again") {
  GuardDocument guard;
  for (int i = 0; i < 50; ++i) charge_guard(guard, 42U, rules, start);
  CHECK(guard.ledger.in_a_row == 1);
}

TEST_CASE("only the last three wrong passwords are remembered") {
  GuardDocument guard = after_failures(4);
  CHECK(guard.recent_wrong == std::vector<std::uint32_t>{1, 2, 3});
  charge_guard(guard, 0U, rules, start);
  CHECK(guard.ledger.in_a_row == 5);
}

TEST_CASE("a guess that is no password is always charged") {
  GuardDocument guard;
  charge_guard(guard, std::nullopt, rules, start);
  charge_guard(guard, std::nullopt, rules, start);
  CHECK(guard.ledger.in_a_row == 2);
}

TEST_CASE("a guard forgets 24 hours after its last failure") {
  GuardDocument guard = after_failures(9);
  charge_guard(guard, 77U, rules, start + 24h);
  CHECK(guard.ledger.in_a_row == 1);
  GuardDocument earlier = after_failures(9);
  charge_guard(earlier, 77U, rules, start + 24h - 1ms);
  CHECK(earlier.ledger.in_a_row == 10);
}

TEST_CASE("a right proof clears a guard") {
  GuardDocument guard = after_failures(12);
  clear_guard(guard);
  CHECK_FALSE(guard_refusal(guard, rules, start));
  CHECK(guard.recent_wrong.empty());
}

TEST_CASE("[H118] a guard's pause does not become eternal when the clock jumps ahead and back") {
  GuardDocument guard;
  for (unsigned i = 0; i < 12; ++i) charge_guard(guard, i, rules, start + 24h * 365);
  const auto refusal = guard_refusal(guard, rules, start);
  REQUIRE(refusal);
  CHECK(*refusal->retry_after <= Duration(rules.longest_pause));
}
