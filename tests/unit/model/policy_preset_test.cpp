#include <type_traits>

#include "counterfoil/model/valid_policy.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using namespace std::chrono_literals;

TEST_CASE("the recommended preset has the published limits") {
  const ValidPolicy policy = ValidPolicy::recommended();
  CHECK(policy->totp.steps_back == 1);
  CHECK(policy->totp.steps_ahead == 1);
  CHECK(policy->totp.period == 30s);
  CHECK(policy->totp.digits == 6);
  CHECK(policy->sent_code == SentCodeRules{6, 5min, 5, 30s, 3, 5, 10});
  CHECK(policy->number_matching == NumberMatchingRules{2, 60s});
  CHECK(policy->method_failures == MethodFailureRules{10, 30s, 1h, 30, 100, {}});
  CHECK(policy->account_failures == AccountFailureRules{60, 100, 30, 5, 30});
  CHECK(policy->recovery_codes == RecoveryCodeRules{10, 64, {}});
  CHECK(policy->prompts == PromptRules{2, 1min, 1h, 10, 3});
  CHECK(policy->lifetimes == LifetimeRules{10min, 60s, 24h, 10min, Days(30), Days(400), 10min, Days(3)});
  CHECK(policy->registration == RegistrationRules{10, 5});
  CHECK(policy->known_browsers == KnownBrowserRules{Days(180), 10, {}});
  CHECK(policy->live == LiveRules{3, 4, 8, 16, 20, 5});
  CHECK(policy->guard == GuardRules{10, 60s, 1h, 24h});
  CHECK(policy->freshness == FreshnessRules{10min, 5min});
  CHECK(policy->method_limits == MethodLimitRules{5, 3, 2, 10, 5});
  CHECK(policy->access_pass == AccessPassRules{8, 1h, 10min, Days(30), true});
  CHECK(policy->password == PasswordRules{8, 15, 256, {19456, 2, 1}, {}, PasswordKeeper::library});
  CHECK(policy->first_registration == FirstRegistrationRules{FirstRegistration::password_until, Days(14)});
  CHECK(policy->methods.allow == MethodKinds::all());
  CHECK_FALSE(policy->methods.email_at_sign_in);
  CHECK(policy->deadlines.operation == 2s);
}

TEST_CASE("the NIST preset differs where SP 800-63B-4 asks for something else and nowhere else") {
  Policy expected;
  expected.number_matching.digits = 6;         // §3.1.3
  expected.method_failures.disabled_at = 100;  // §3.2.2
  expected.recovery_codes.disabled_at = 100;   // §3.2.2
  expected.recovery_codes.bits = 112;          // §3.1.2
  expected.access_pass.longest = 1h;
  CHECK(*ValidPolicy::nist_800_63b_4() == expected);
}

TEST_CASE("a policy that was not checked cannot become a valid one") {
  CHECK_FALSE(std::is_constructible_v<ValidPolicy, Policy>);
  CHECK_FALSE(std::is_convertible_v<Policy, ValidPolicy>);
  CHECK(std::is_same_v<decltype(*std::declval<ValidPolicy&>()), const Policy&>);
  CHECK(std::is_same_v<decltype(std::declval<ValidPolicy&>().operator->()), const Policy*>);
  CHECK(std::is_convertible_v<ValidPolicy&, const Policy&>);
}

TEST_CASE("a kind is allowed when it is in the list to allow and not in the list to deny") {
  MethodRules rules;
  for (const MethodKind kind : all_method_kinds) CHECK(rules.allows(kind));
  rules.allow = {MethodKind::totp, MethodKind::phone};
  rules.deny = {MethodKind::phone, MethodKind::email};
  for (const MethodKind kind : all_method_kinds) CHECK(rules.allows(kind) == (kind == MethodKind::totp));
}
