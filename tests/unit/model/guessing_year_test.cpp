// Attackers who try at every moment that the ledgers permit, for a year, against what the threat budget says.

#include <algorithm>
#include <random>

#include "counterfoil/model/threat_budget.hpp"
#include "counterfoil/model/valid_policy.hpp"
#include "model/ledger.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp new_year = from_unix_seconds(1'798'761'600);
constexpr Duration year = Days(365);
constexpr double likeliest_code = 2148.0 / 2147483648.0;

/// What came of a year.
struct Outcome {
  std::uint64_t guesses = 0;
  double chance = 0;  ///< The sum of what each guess had.
  Duration longest_wait{};
};

enum class Owner { idle, always_signs_in };

/// Who guesses and how.
struct Attack {
  std::size_t methods = 1;
  bool by_token = false;  ///< The first method is a token by counter: a try covers its look-ahead.
  Owner owner = Owner::idle;
  Duration start{};
  std::uint32_t idle_seed = 0;  ///< Not 0: waits now and then for no reason.
};

/// Strangers' ledgers of an account and its methods, used as the engine uses them.
class Account {
 public:
  Account(const Policy& policy, const Attack& attack)
      : policy_(policy), attack_(attack), methods_(attack.methods), random_(attack.idle_seed) {}

  Outcome guess_for_a_year() {
    const Timestamp end = new_year + attack_.start + year;
    for (Timestamp now = new_year + attack_.start; now < end;) {
      Duration wait = Duration::max();
      for (std::size_t i = 0; i < methods_.size(); ++i) wait = std::min(wait, try_method(i, now));
      now += wait + idle();
    }
    return outcome_;
  }

 private:
  /// Tries until it has to wait. @return how long.
  Duration try_method(std::size_t index, Timestamp now) {
    Ledger& method = methods_[index];
    const bool is_token = attack_.by_token && index == 0;
    const std::uint32_t candidates = is_token ? policy_.hotp.look_ahead + 1 : 1;
    const auto& rules = policy_.method_failures;
    for (;;) {
      const auto own = retry_after(method, pauses_of(rules), caps_of(rules), 1, now);
      const auto shared = account_.failures.retry_after(strangers_caps_of(policy_.account_failures), 1, now);
      if (own || shared) {
        const Duration wait = std::max(own.value_or(Duration::zero()), shared.value_or(Duration::zero()));
        outcome_.longest_wait = std::max(outcome_.longest_wait, wait);
        return wait;
      }
      charge(method, pauses_of(rules), candidates, now);
      account_.failures.add(candidates, now);
      outcome_.guesses += candidates;
      const std::uint32_t steps = policy_.totp.steps_back + 1 + policy_.totp.steps_ahead;
      outcome_.chance += likeliest_code * (is_token ? candidates : steps);
      if (attack_.owner == Owner::always_signs_in) clear_in_a_row(method);
      if (attack_.idle_seed != 0 && random_() % 8 == 0) return Duration(1min);
    }
  }

  Duration idle() {
    if (attack_.idle_seed == 0 || random_() % 4 != 0) return Duration::zero();
    return Duration(std::chrono::hours(static_cast<int>(random_() % 200)));
  }

  const Policy& policy_;
  Attack attack_;
  Ledger account_;
  std::vector<Ledger> methods_;
  std::mt19937 random_;
  Outcome outcome_;
};

Outcome year_of(const Policy& policy, const Attack& attack) {
  return Account(policy, attack).guess_for_a_year();
}

void check_within_budget(const Policy& policy, const Attack& attack) {
  const ThreatBudget budget = policy.threat_budget();
  const Outcome outcome = year_of(policy, attack);
  CAPTURE(attack.methods, attack.by_token, attack.start.count(), attack.idle_seed);
  CHECK(outcome.guesses <= (attack.by_token ? budget.hotp : budget.totp).guesses);
  CHECK(outcome.chance * Chance::certain <= static_cast<double>(budget.takeover.parts));
  REQUIRE(budget.kept_out.second_factor.has_value());
  CHECK(outcome.longest_wait <= *budget.kept_out.second_factor);
}

/// A policy with other numbers, each in its range; some are not valid.
Policy random_policy(std::mt19937& random) {
  const auto between = [&](std::uint32_t from, std::uint32_t to) {
    return from + static_cast<std::uint32_t>(random()) % (to - from + 1);
  };
  Policy policy;
  policy.hotp.look_ahead = between(0, 10);
  policy.totp.steps_back = between(0, 2);
  policy.totp.steps_ahead = between(0, 2);
  policy.method_failures = {
      between(1, 20), std::chrono::seconds(between(30, 600)), 1h, between(5, 100), between(10, 300), {}};
  policy.account_failures.per_day = between(5, 200);
  policy.account_failures.per_30_days = between(10, 300);
  policy.threat.max_takeovers_per_million = 10000;
  return policy;
}

}  // namespace

TEST_CASE("[A14a] a year of guessing at every permitted moment stays within the recommended budget") {
  const Policy policy;
  for (const std::size_t methods : {1U, 2U, 5U, 10U}) {
    for (const bool by_token : {false, true}) {
      for (const Owner owner : {Owner::idle, Owner::always_signs_in}) {
        for (const Duration start : {Duration(0), Duration(1), Duration(12h), Duration(24h) - Duration(1)}) {
          check_within_budget(policy, {methods, by_token, owner, start});
        }
      }
    }
  }
}

TEST_CASE("[A14a] guessing in bursts with idle times between gains nothing over the budget") {
  const Policy policy;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    check_within_budget(policy, {1 + seed % 5, seed % 2 == 0, Owner::always_signs_in,
                                 Duration(std::chrono::minutes(seed * 37)), seed});
  }
}

TEST_CASE("the budget is not far from what a year of guessing reaches") {
  const Policy policy;
  const Outcome outcome = year_of(policy, {5, false, Owner::always_signs_in, Duration(12h)});
  CHECK(outcome.guesses == 1200);  // 12 windows, since a failure counts to the end of its day
  CHECK(outcome.longest_wait > Duration(Days(29)));
}

TEST_CASE("no valid policy gives more guesses in a year, or longer waits, than its budget says") {
  std::mt19937 random(20'260'101);
  int valid = 0;
  for (int i = 0; i < 600; ++i) {
    const auto policy = ValidPolicy::check(random_policy(random));
    if (!policy) continue;
    ++valid;
    CAPTURE(i);
    const std::uint32_t seed = i % 3 == 0 ? 0 : static_cast<std::uint32_t>(random());
    check_within_budget(*policy, {1 + random() % 4, i % 2 == 0, Owner::always_signs_in,
                                  Duration(std::chrono::minutes(static_cast<int>(random() % 3000))), seed});
    check_within_budget(*policy, {1, false, Owner::idle, Duration(0)});
  }
  CHECK(valid > 100);
}

TEST_CASE("[A14a] a known browser's token gives its lane's guesses and no more") {
  const Policy policy;
  const ThreatBudget budget = policy.threat_budget();
  const Caps caps = known_browsers_caps_of(policy.account_failures);
  for (const std::uint32_t candidates : {1U, policy.hotp.look_ahead + 1}) {
    RollingCount failures;
    double chance = 0;
    for (Timestamp now = new_year + 12h; now < new_year + 12h + year;) {
      if (const auto wait = failures.retry_after(caps, 1, now)) {
        now += *wait;
        continue;
      }
      failures.add(candidates, now);
      chance += likeliest_code * (candidates == 1 ? 3 : candidates);
    }
    CHECK(chance > 0);
    CHECK(chance * Chance::certain <=
          static_cast<double>(budget.takeover_with_known_browser.parts - budget.takeover.parts));
  }
}

TEST_CASE("[A12] a year of recovery codes, which only pauses slow down, stays within the budget") {
  for (const std::uint32_t pause_after : {1U, 10U, 20U}) {
    for (const Duration first : {Duration(30s), Duration(7min), Duration(1h)}) {
      Policy policy;
      policy.method_failures.pause_after = pause_after;
      policy.method_failures.first_pause = first;
      const Pauses pauses = pauses_of(policy.method_failures);
      const Duration between_uses = Duration(Days(1)) / policy.recovery_codes.count;
      Ledger list;
      std::uint64_t tries = 0;
      Timestamp next_use = new_year + between_uses;
      for (Timestamp now = new_year; now < new_year + year;) {
        if (now >= next_use) {
          clear_in_a_row(list);  // the owner used a code
          next_use += between_uses;
        }
        if (const auto wait = pause_of(list, pauses.longest, now)) {
          now = std::min(now + *wait, next_use);
          continue;
        }
        charge(list, pauses, 1, now);
        ++tries;
      }
      CAPTURE(pause_after, first.count());
      CHECK(tries <= policy.threat_budget().recovery_code.guesses);
      CHECK(tries * 2 > policy.threat_budget().recovery_code.guesses);
    }
  }
}

TEST_CASE("a name whose password is guessed all year asks for no longer wait than the budget says") {
  const Policy policy;
  Ledger guard;
  Duration longest{};
  for (Timestamp now = new_year; now < new_year + year;) {
    if (const auto wait = pause_of(guard, policy.guard.longest_pause, now)) {
      longest = std::max(longest, *wait);
      now += *wait;
      continue;
    }
    charge(guard, pauses_of(policy.guard), 0, now);
  }
  CHECK(longest == policy.threat_budget().kept_out.password);
}

TEST_CASE("prompts denied all year ask for no longer wait than the budget says") {
  const Policy policy;
  Ledger prompts;
  Duration longest{};
  const Caps caps{policy.prompts.per_day_without_approval, std::nullopt};
  for (Timestamp now = new_year + 12h; now < new_year + 12h + year;) {
    if (const auto wait = retry_after(prompts, pauses_of(policy.prompts), caps, 1, now)) {
      longest = std::max(longest, *wait);
      now += *wait;
      continue;
    }
    charge(prompts, pauses_of(policy.prompts), 1, now);
  }
  CHECK(longest > policy.prompts.longest_pause);
  CHECK(longest <= policy.threat_budget().kept_out.prompt);
}
