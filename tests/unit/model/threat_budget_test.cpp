#include "counterfoil/model/threat_budget.hpp"

#include <cmath>
#include <functional>
#include <limits>

#include "support/catch.hpp"
#include "unit/model/policy_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::policy_fixture;
using namespace std::chrono_literals;

namespace {

using Change = std::function<void(Policy&)>;

Policy changed(const Change& change) {
  Policy policy;
  change(policy);
  return policy;
}

ThreatBudget budget_of(const Change& change) {
  return changed(change).threat_budget();
}

/// A number of the policy that gives the attacker more when it grows.
struct Growing {
  const char* path;
  std::uint32_t& (*of)(Policy&);
  std::uint32_t greatest;
};

const Growing growing[] = {{"totp.steps_back", [](Policy& p) -> auto& {return p.totp.steps_back;
}  // namespace
, 5
}
, {"totp.steps_ahead", [](Policy& p) -> auto& {return p.totp.steps_ahead;
}
, 5
}
, {"hotp.look_ahead", [](Policy& p) -> auto& {return p.hotp.look_ahead;
}
, 20
}
, {"hotp.resync_window", [](Policy& p) -> auto& {return p.hotp.resync_window;
}
, 200
}
, {"recovery_codes.count", [](Policy& p) -> auto& {return p.recovery_codes.count;
}
, 40
}
, {"method_failures.pause_after", [](Policy& p) -> auto& {return p.method_failures.pause_after;
}
, 40
}
, {"method_failures.per_day", [](Policy& p) -> auto& {return p.method_failures.per_day;
}
, 200
}
, {"method_failures.per_30_days", [](Policy& p) -> auto& {return p.method_failures.per_30_days;
}
, 400
}
, {"account_failures.per_day", [](Policy& p) -> auto& {return p.account_failures.per_day;
}
, 200
}
, {"account_failures.per_30_days", [](Policy& p) -> auto& {return p.account_failures.per_30_days;
}
, 400
}
, {"account_failures.known_browsers_per_30_days",
   [](Policy& p) -> auto& {return p.account_failures.known_browsers_per_30_days;
}
, 200
}
,
}
;

}  // namespace

TEST_CASE("[A14a] the recommended policy's budget is what docs/threat-budget.md works out") {
  const ThreatBudget budget = Policy{}.threat_budget();
  CHECK(budget.totp.guesses == 13UL * 100);
  CHECK(budget.totp.each.parts == 3UL * (1'000'000 + 466));
  CHECK(budget.totp.yearly.parts == 1300 * budget.totp.each.parts);
  CHECK(budget.hotp.guesses == 13UL * (100 + 4));
  CHECK(budget.hotp.each.parts == 1'000'466 + 50UL * 4);
  CHECK(budget.sent_code.guesses == 1300);
  CHECK(budget.sent_code.each.parts == 1'000'000);
  CHECK(budget.recovery_code.guesses == (3650UL + 1) * (10 + 7) + 8760 + 1);
  CHECK(budget.recovery_code.each.parts == 1);
  CHECK(budget.access_pass.guesses == (365UL + 1) * (10 + 7) + 8760 + 1);
  CHECK(budget.access_pass.each.parts == 1);
  CHECK(budget.blind_approval.parts == Chance::certain / 100);
  CHECK(budget.prompts_per_day == 10);
  CHECK(budget.takeover.parts == budget.totp.yearly.parts + 13UL * 4 * budget.hotp.each.parts +
                                     budget.recovery_code.yearly.parts + budget.access_pass.yearly.parts);
  CHECK(budget.takeover.per_million() == 3954);
  CHECK(budget.takeover_with_known_browser.parts ==
        budget.takeover.parts + 13UL * 30 * budget.totp.each.parts + 13UL * 4 * budget.hotp.each.parts);
}

TEST_CASE("the recommended policy keeps an owner out for as long as docs/threat-budget.md says") {
  const KeptOut kept = Policy{}.threat_budget().kept_out;
  CHECK(kept.password == 1h);
  CHECK(kept.second_factor == Duration(Days(31)));
  CHECK(kept.prompt == 25h);
  CHECK(kept.recovery_code == Duration(1h));
  CHECK(kept.known_browser == Duration::zero());
}

TEST_CASE("the NIST preset guesses no better, and keeps methods out until they are registered again") {
  const ThreatBudget budget = ValidPolicy::nist_800_63b_4()->threat_budget();
  CHECK(budget.takeover <= Policy{}.threat_budget().takeover);
  CHECK(budget.blind_approval.parts == 1'000'000);
  CHECK_FALSE(budget.kept_out.second_factor.has_value());
  CHECK_FALSE(budget.kept_out.recovery_code.has_value());
  CHECK_FALSE(budget.kept_out.known_browser.has_value());
  CHECK(budget.kept_out.password == 1h);
}

TEST_CASE("raising a cap or a window never lowers a chance") {
  for (const Growing& number : growing) {
    for (const std::uint32_t start : {0U, 1U, 7U, 60U, 100U}) {
      Policy policy;
      ThreatBudget before{};
      for (number.of(policy) = start; number.of(policy) <= number.greatest; ++number.of(policy)) {
        CAPTURE(number.path, number.of(policy));
        const ThreatBudget after = policy.threat_budget();
        REQUIRE(after.takeover >= before.takeover);
        REQUIRE(after.takeover_with_known_browser >= before.takeover_with_known_browser);
        for (const auto way : {&ThreatBudget::totp, &ThreatBudget::hotp, &ThreatBudget::sent_code,
                               &ThreatBudget::recovery_code, &ThreatBudget::access_pass}) {
          REQUIRE((after.*way).yearly >= (before.*way).yearly);
        }
        before = after;
      }
    }
  }
}

TEST_CASE("each number that widens guessing moves the chance by itself") {
  const Chance recommended = Policy{}.threat_budget().takeover;
  CHECK(budget_of([](Policy& p) { ++p.totp.steps_back; }).takeover > recommended);
  CHECK(budget_of([](Policy& p) { ++p.totp.steps_ahead; }).takeover > recommended);
  CHECK(budget_of([](Policy& p) { ++p.hotp.look_ahead; }).takeover > recommended);
  CHECK(budget_of([](Policy& p) { ++p.account_failures.per_30_days; }).takeover > recommended);
  CHECK(budget_of([](Policy& p) { p.account_failures.per_day = 2; }).takeover < recommended);
  CHECK(budget_of([](Policy& p) { ++p.totp.digits; }).takeover < recommended);
  CHECK(budget_of([](Policy& p) { ++p.account_failures.known_browsers_per_30_days; }).takeover ==
        recommended);
}

TEST_CASE("a way that is not allowed costs nothing, and the likeliest of the others counts") {
  const auto no_apps = budget_of([](Policy& p) {
    p.methods.deny = {MethodKind::totp, MethodKind::authenticator_app, MethodKind::hotp};
  });
  CHECK(no_apps.totp.guesses == 0);
  CHECK(no_apps.hotp.yearly.parts == 0);
  CHECK(no_apps.blind_approval.parts == 0);
  CHECK(no_apps.takeover.per_million() == 1301);
  const auto app_only = budget_of([](Policy& p) { p.methods.allow = {MethodKind::authenticator_app}; });
  CHECK(app_only.takeover == app_only.totp.yearly);
  const auto passkeys = budget_of([](Policy& p) { p.methods.allow = {MethodKind::passkey}; });
  CHECK(passkeys.takeover.parts == 0);
  CHECK(passkeys.takeover_with_known_browser.parts == 0);
  const auto mail = [](bool at_sign_in) {
    return budget_of([=](Policy& p) {
      p.methods.allow = {MethodKind::email, MethodKind::passkey};
      p.methods.email_at_sign_in = at_sign_in;
    });
  };
  CHECK(mail(false).takeover.parts == 0);
  CHECK(mail(true).takeover == mail(true).sent_code.yearly);
}

TEST_CASE("the likeliest code of RFC 4226 is no likelier than the budget has it") {
  for (std::uint32_t digits = 6; digits <= 8; ++digits) {
    const auto values = static_cast<std::uint64_t>(std::pow(10, digits));
    const std::uint64_t likeliest = ((std::uint64_t{1} << 31) + values - 1) / values;
    const double exact = static_cast<double>(likeliest) / std::pow(2, 31);
    const auto one = budget_of([&](Policy& p) {
      p.totp.digits = digits;
      p.totp.steps_back = p.totp.steps_ahead = 0;
    });
    CAPTURE(digits);
    CHECK(static_cast<double>(one.totp.each.parts) >= exact * Chance::certain);
    CHECK(static_cast<double>(one.totp.each.parts) < exact * Chance::certain * 1.1);
  }
}

TEST_CASE("where a known browser stands for the second factor its token is all that is needed") {
  const auto budget =
      budget_of([](Policy& p) { p.known_browsers.stands_for_second_factor = Duration(Days(1)); });
  CHECK(budget.takeover_with_known_browser.parts == Chance::certain);
  CHECK(budget.takeover == Policy{}.threat_budget().takeover);
}

TEST_CASE("the cap of the month keeps nobody out where the days never come to it") {
  const auto days_only = [](std::uint32_t per_30_days) {
    return budget_of([=](Policy& p) {
      p.hotp.look_ahead = 0;
      p.method_failures.per_day = p.account_failures.per_day = 5;
      p.method_failures.per_30_days = p.account_failures.per_30_days = per_30_days;
    });
  };
  CHECK(days_only(155).kept_out.second_factor == Duration(Days(31)));
  CHECK(days_only(156).kept_out.second_factor == Duration(25h));
}

TEST_CASE("any numbers have a budget, and no chance goes beyond certain") {
  const auto all = [](std::uint32_t count, Duration duration) {
    Policy policy;
    policy.totp = {count, count, duration, count, OtpAlgorithm::sha1, count};
    policy.hotp = {count, count};
    policy.sent_code.digits = policy.number_matching.digits = count;
    policy.recovery_codes = {count, count, {}};
    policy.access_pass.length = count;
    policy.method_failures = {count, duration, duration, count, count, {}};
    policy.account_failures = {count, count, count, count, count};
    policy.guard = {count, duration, duration, duration};
    return policy.threat_budget();
  };
  constexpr auto greatest = std::numeric_limits<std::uint32_t>::max();
  for (const std::uint32_t count : {0U, 1U, 2U, 3U, 18U, 19U, 20U, 63U, 64U, 65U, greatest - 1, greatest}) {
    for (const Duration duration :
         {Duration::min(), Duration(-1), Duration(0), Duration(1), Duration(1h), Duration::max()}) {
      CAPTURE(count, duration.count());
      const ThreatBudget budget = all(count, duration);
      for (const Chance chance : {budget.takeover, budget.takeover_with_known_browser, budget.totp.each,
                                  budget.totp.yearly, budget.hotp.yearly, budget.recovery_code.yearly}) {
        CHECK(chance.parts <= Chance::certain);
      }
    }
  }
  CHECK(all(0, 1h).totp.each.parts == Chance::certain);
  CHECK(all(1, 1h).totp.each.parts > 3 * (Chance::certain / 10));
}

TEST_CASE(
    "a policy just beyond its limit is refused, with what it comes to and what to lower, and one below is "
    "taken") {
  CHECK(refusal([](Policy& p) { p.account_failures.per_30_days = 126; }) == "accepted");
  CHECK(
      refusal([](Policy& p) { p.account_failures.per_30_days = 127; }) ==
      "threat.max_takeovers_per_million: expected at least what guessing can come to (threat-budget.md), "
      "which is 5008, not 5000, because so many accounts could be taken over; lower "
      "account_failures.per_30_days or per_day, totp.steps_back or steps_ahead, or hotp.look_ahead, or raise "
      "totp.digits or sent_code.digits");
  CHECK(refusal([](Policy& p) {
          p.account_failures.per_30_days = 127;
          p.threat.max_takeovers_per_million = 5008;
        }) == "accepted");
  CHECK(refusal([](Policy& p) { p.threat.max_takeovers_per_million = 3954; }) == "accepted");
  CHECK(refusal([](Policy& p) {
          p.threat.max_takeovers_per_million = 3953;
        }).rfind("threat.max_takeovers_per_million: expected at least", 0) == 0);
  CHECK(refusal(R"({"threat": {"max_takeovers_per_million": 100}, "totp": {"digits": 8}})")
            .find("which is 1301") != std::string::npos);
  CHECK(refusal(R"({"threat": {"max_takeovers_per_million": 100}, "totp": {"digits": 8},
                    "sent_code": {"digits": 8}})") == "accepted");
}
