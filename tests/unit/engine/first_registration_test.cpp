// What the first method may be registered on: the three rules of the policy.

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

FixtureOptions by_rule(const std::string& rule) {
  FixtureOptions options;
  options.policy_json = R"({"first_registration": {"rule": ")" + rule + R"("}})";
  return options;
}

/// A bare account, signed in now by its password.
struct Bare {
  explicit Bare(EngineFixture& fixture) : id(fixture.create("ada")) { sign_in(fixture); }

  void sign_in(EngineFixture& fixture) { assurance = fixture.sign_in_by_password("ada", browser).assurance; }
  Result<TotpRegistration> begin(EngineFixture& fixture) const {
    return fixture.security_info().begin_totp(fixture.caller(browser, assurance), "Phone");
  }
  Explanation explanation(EngineFixture& fixture) const {
    return fixture.security_info()
        .overview(fixture.caller(browser, assurance))
        .value()
        .addable[0]
        .explanation;
  }

  AccountId id;
  Browser browser = EngineFixture::new_browser();
  Assurance assurance{std::string()};
};

}  // namespace

TEST_CASE("with the rule access_pass a password registers nothing, and the page says what to ask for") {
  EngineFixture fixture(by_rule("access_pass"));
  const Bare ada(fixture);
  CHECK(code_of(ada.begin(fixture)) == errc::not_allowed);
  CHECK(ada.explanation(fixture).reason == Reason::needs_access_pass);
}

TEST_CASE("with the rule password a password registers the first method at any time") {
  EngineFixture fixture(by_rule("password"));
  Bare ada(fixture);
  fixture.clock->advance(24h * 365);
  ada.sign_in(fixture);
  CHECK(ada.begin(fixture));
}

TEST_CASE("with the rule password_until a password registers until the very end of its days") {
  EngineFixture fixture(by_rule("password_until"));
  Bare ada(fixture);
  fixture.clock->advance(24h * 14 - 1ms);
  ada.sign_in(fixture);
  CHECK(ada.begin(fixture));
  fixture.clock->advance(1ms);
  CHECK(code_of(ada.begin(fixture)) == errc::not_allowed);
}

TEST_CASE("whatever the rule, after a reported sign-in a password registers nothing") {
  for (const std::string rule : {"password", "password_until"}) {
    EngineFixture fixture(by_rule(rule));
    Bare ada(fixture);
    const auto page =
        fixture.security_info().activity(fixture.caller(ada.browser, ada.assurance), 0, 100).value();
    std::optional<ReportToken> report;
    for (const auto& entry : page.entries) {
      if (entry.event.type == EventType::signed_in) report = entry.report;
    }
    REQUIRE(report);
    REQUIRE(fixture.sign_in().report(fixture.tenant, *report));
    ada.sign_in(fixture);
    CHECK(code_of(ada.begin(fixture)) == errc::not_allowed);
  }
}

TEST_CASE("a password that was proved a while ago has to be proved again before the first registration") {
  EngineFixture fixture;
  const Bare ada(fixture);
  fixture.clock->advance(10min);
  CHECK(code_of(ada.begin(fixture)) == errc::proof_required);
  CHECK(ada.explanation(fixture).reason == Reason::needs_second_factor);
}

TEST_CASE("what the policy denies is not offered for registration, and is refused") {
  FixtureOptions options;
  options.policy_json = R"({"methods": {"deny": ["totp", "recovery_codes"]}})";
  EngineFixture fixture(options);
  const Bare ada(fixture);
  const auto overview = fixture.security_info().overview(fixture.caller(ada.browser, ada.assurance)).value();
  for (const auto& addable : overview.addable) {
    if (addable.kind != MethodKind::totp && addable.kind != MethodKind::recovery_codes) continue;
    CHECK_FALSE(addable.offered);
    CHECK(addable.explanation.reason == Reason::denied_by_policy);
  }
  CHECK(code_of(ada.begin(fixture)) == errc::not_allowed);
}
