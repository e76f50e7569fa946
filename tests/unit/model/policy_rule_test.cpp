#include "model/policy_rule.hpp"

#include <set>

#include "counterfoil/base/precis.hpp"
#include "counterfoil/otp/hotp.hpp"
#include "counterfoil/otp/totp.hpp"
#include "model/policy_field.hpp"
#include "support/catch.hpp"
#include "unit/model/policy_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::policy_fixture;
using namespace std::chrono_literals;

namespace {

/// A change that breaks one rule by the smallest step.
struct Broken {
  std::string rule;  ///< Path and what is expected there.
  std::string json;
};

const std::vector<Broken>& broken_rules() {
  static const std::vector<Broken> all = {
      {"totp.steps_back: expected at most 5", R"({"totp": {"steps_back": 3, "steps_ahead": 2}})"},
      {"totp.period: expected accepted", R"({"totp": {"period": "61s", "steps_back": 2, "steps_ahead": 2}})"},
      {"totp.drift_limit: expected at least", R"({"totp": {"steps_back": 2, "drift_limit": 1}})"},
      {"hotp.look_ahead: expected less", R"({"hotp": {"look_ahead": 5}, "method_failures": {"per_day": 5}})"},
      {"hotp.resync_window: expected more", R"({"hotp": {"look_ahead": 10, "resync_window": 10}})"},
      {"sent_code.lifetime: expected at most",
       R"({"sent_code": {"lifetime": "301s"}, "lifetimes": {"ticket": "5m"}})"},
      {"sent_code.resend_after: expected less", R"({"sent_code": {"lifetime": "1m", "resend_after": "1m"}})"},
      {"sent_code.max_sends: expected at most",
       R"({"sent_code": {"max_sends": 3, "per_number_per_hour": 2}})"},
      {"sent_code.per_number_per_hour: expected at most",
       R"({"sent_code": {"per_number_per_hour": 11, "per_number_per_day": 10}})"},
      {"number_matching.lifetime: expected at most",
       R"({"number_matching": {"lifetime": "121s"}, "sent_code": {"lifetime": "1m"}, "lifetimes": {"ticket": "2m"}})"},
      {"recovery_codes.disabled_at: expected at least",
       R"({"recovery_codes": {"disabled_at": 10}, "method_failures": {"pause_after": 11}})"},
      {"access_pass.lifetime: expected at least",
       R"({"access_pass": {"lifetime": "10m", "shortest": "11m"}})"},
      {"access_pass.lifetime: expected at most", R"({"access_pass": {"lifetime": "61m", "longest": "1h"}})"},
      {"password.min_with_second_factor: expected at most",
       R"({"password": {"min_with_second_factor": 16, "min_alone": 15}})"},
      {"password.argon2id.passes: expected at most",
       R"({"password": {"argon2id": {"memory_kib": 1048576, "passes": 5}}})"},
      {"method_failures.first_pause: expected at most",
       R"({"method_failures": {"first_pause": "61s", "longest_pause": "60s"}})"},
      {"method_failures.per_day: expected at most",
       R"({"method_failures": {"per_day": 31, "per_30_days": 30}})"},
      {"method_failures.disabled_at: expected at least",
       R"({"method_failures": {"disabled_at": 10, "pause_after": 11}})"},
      {"account_failures.per_day: expected at most",
       R"({"account_failures": {"per_day": 61, "per_30_days": 60}})"},
      {"account_failures.known_browser_in_a_row: expected at most",
       R"({"account_failures": {"known_browser_in_a_row": 6, "known_browsers_per_30_days": 5}})"},
      {"account_failures.password_known_after: expected at most",
       R"({"account_failures": {"password_known_after": 61, "per_30_days": 60}})"},
      {"prompts.first_pause: expected at most",
       R"({"prompts": {"first_pause": "2m", "longest_pause": "1m"}})"},
      {"prompts.without_password_per_day: expected at most",
       R"({"prompts": {"without_password_per_day": 3, "per_day_without_approval": 2}})"},
      {"guard.first_pause: expected at most", R"({"guard": {"first_pause": "61s", "longest_pause": "60s"}})"},
      {"lifetimes.approval: expected at most", R"({"lifetimes": {"approval": "301s", "ticket": "5m"}})"},
      {"lifetimes.report_link: expected at most",
       R"({"lifetimes": {"report_link": "31d", "events": "30d"}})"},
      {"freshness.manage: expected at most",
       R"({"freshness": {"manage": "11m"}, "lifetimes": {"assurance": "10m"}})"},
      {"freshness.passkeys: expected at most", R"({"freshness": {"passkeys": "11m", "manage": "10m"}})"},
      {"known_browsers.stands_for_second_factor: expected at most",
       R"({"known_browsers": {"stands_for_second_factor": "25h", "lifetime": "1d"}})"},
      {"methods.allow: expected", R"({"methods": {"allow": ["email", "recovery_codes", "access_pass"]}})"},
      {"first_registration.rule: expected",
       R"({"first_registration": {"rule": "access_pass"}, "methods": {"deny": ["access_pass"]}})"},
      {"threat.max_takeovers_per_million: expected at least",
       R"({"threat": {"max_takeovers_per_million": 3953}})"},
  };
  return all;
}

}  // namespace

TEST_CASE("every rule between fields names a field that exists") {
  for (const PolicyRule& rule : policy_rules()) {
    CAPTURE(rule.path);
    CHECK(find_policy_field(rule.path) != nullptr);
    CHECK_FALSE(rule.expected.empty());
    CHECK_FALSE(rule.reason.empty());
  }
}

TEST_CASE("every rule between fields refuses what breaks it, with path, expectation, value and reason") {
  for (const Broken& broken : broken_rules()) {
    CAPTURE(broken.json);
    const std::string message = refusal(broken.json);
    CHECK(message.rfind(broken.rule, 0) == 0);
    CHECK(message.find(", not ") != std::string::npos);
    CHECK(message.find(", because ") != std::string::npos);
  }
}

TEST_CASE("every rule between fields is broken by one of these tests") {
  std::multiset<std::string> broken;
  for (const Broken& each : broken_rules()) broken.insert(each.rule.substr(0, each.rule.find(':')));
  std::multiset<std::string> rules;
  for (const PolicyRule& rule : policy_rules()) rules.insert(std::string(rule.path));
  CHECK(broken == rules);
}

TEST_CASE("numbers that just fit together are accepted") {
  for (
      const char* text : {
          R"({"totp": {"steps_back": 2, "steps_ahead": 2, "period": "60s", "digits": 7}})",
          R"({"hotp": {"look_ahead": 4}, "method_failures": {"per_day": 5}})",
          R"({"hotp": {"look_ahead": 10, "resync_window": 11}})",
          R"({"sent_code": {"lifetime": "5m"}, "lifetimes": {"ticket": "5m"}})",
          R"({"sent_code": {"lifetime": "1m", "resend_after": "59s"}})",
          R"({"access_pass": {"lifetime": "10m", "shortest": "10m", "longest": "10m"}})",
          R"({"password": {"min_with_second_factor": 15, "min_alone": 15}})",
          R"({"method_failures": {"first_pause": "1m", "longest_pause": "1m", "per_day": 30, "per_30_days": 30}})",
          R"({"guard": {"longest_pause": "1h", "forgotten_after": "1h"}})",
          R"({"known_browsers": {"stands_for_second_factor": "1d", "lifetime": "1d"}})",
          R"({"methods": {"allow": ["passkey"]}})",
          R"({"first_registration": {"rule": "password"}, "methods": {"deny": ["access_pass"]}})",
      }) {
    CAPTURE(text);
    CHECK(refusal(text) == "accepted");
  }
}

TEST_CASE("[A14] an acceptance window of seven steps is refused") {
  CHECK(refusal(R"({"totp": {"steps_back": 3, "steps_ahead": 3}})") ==
        "totp.steps_back: expected at most 5 accepted steps in all, back, current and ahead, not 3, because "
        "each is one more code that a guess can hit (RFC 6238 §5.2)");
  CHECK(refusal(R"({"totp": {"steps_back": 6, "steps_ahead": 0}})").rfind("totp.steps_back", 0) == 0);
}

TEST_CASE("what a valid policy says of one-time codes, the one-time codes can do") {
  for (std::uint32_t back = 0; back <= 3; ++back) {
    for (std::uint32_t ahead = 0; ahead <= 3; ++ahead) {
      for (std::uint32_t drift = 0; drift <= 20; ++drift) {
        Policy policy;
        policy.totp.steps_back = back;
        policy.totp.steps_ahead = ahead;
        policy.totp.drift_limit = drift;
        policy.totp.digits = 8;  // five steps of six digits are beyond the threat budget
        if (!ValidPolicy::check(policy)) continue;
        CHECK(TotpWindow::make(back, ahead, drift).has_value());
      }
    }
  }
  for (const PolicyField& field : policy_fields()) {
    const auto* count = std::get_if<CountField>(&field.type);
    if (field.path == "totp.digits") {
      CHECK(OtpParameters::make(OtpAlgorithm::sha1, count->min).has_value());
      CHECK(OtpParameters::make(OtpAlgorithm::sha1, count->max).has_value());
    }
    if (field.path == "hotp.look_ahead") CHECK(count->max <= max_hotp_look_ahead);
    if (field.path == "hotp.resync_window") CHECK(count->max <= max_hotp_resync_window);
    if (field.path == "password.max") CHECK(count->max <= max_password_length);
  }
}

TEST_CASE("a code, an approval or a registration never lives longer than ten minutes") {
  for (const char* path :
       {"sent_code.lifetime", "number_matching.lifetime", "lifetimes.approval", "lifetimes.registration"}) {
    CAPTURE(path);
    CHECK(refusal(only(path, "601s")).rfind(path, 0) == 0);
  }
  CHECK(refusal(only("lifetimes.assurance", "25h")).rfind("lifetimes.assurance", 0) == 0);
  CHECK(refusal(only("known_browsers.stands_for_second_factor", "31d"))
            .rfind("known_browsers.stands_for_second_factor", 0) == 0);
}

TEST_CASE("a policy cannot fall below the floors for passwords, hashes and recovery codes") {
  CHECK(refusal(only("password.min_with_second_factor", 7)).rfind("password", 0) == 0);
  CHECK(refusal(only("password.min_alone", 14)).rfind("password", 0) == 0);
  CHECK(refusal(only("password.max", 63)).rfind("password", 0) == 0);
  CHECK(refusal(only("password.argon2id.memory_kib", 19455)).rfind("password", 0) == 0);
  CHECK(refusal(only("password.argon2id.passes", 1)).rfind("password", 0) == 0);
  CHECK(refusal(only("recovery_codes.bits", 63)).rfind("recovery_codes", 0) == 0);
}
