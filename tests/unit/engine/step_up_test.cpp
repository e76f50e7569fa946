// How much a step-up asks for, and what a browser that stands for the second factor may and may not do.

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

Result<SignInStep> step_up(EngineFixture& fixture, const Browser& browser, const Assurance& assurance,
                           StepUpNeed need) {
  return fixture.sign_in().begin_step_up({fixture.tenant, assurance, browser.session, need});
}

Result<SignInOutcome> type(EngineFixture& fixture, const Browser& browser, const Ticket& ticket) {
  return fixture.answer(browser, ticket, PasswordProof{secret(EngineFixture::password)});
}

FixtureOptions standing_for(const std::string& duration) {
  FixtureOptions options;
  options.policy_json = R"({"known_browsers": {"stands_for_second_factor": ")" + duration + R"("}})";
  return options;
}

bool is_signed_in(const Result<SignInOutcome>& outcome) {
  return outcome && std::holds_alternative<SignedIn>(*outcome);
}

}  // namespace

TEST_CASE("a step-up to multi-factor asks for both kinds of factor, in either order") {
  for (const bool code_first : {true, false}) {
    EngineFixture fixture;
    const Ada ada(fixture);
    fixture.next_step();
    const auto begun = step_up(fixture, ada.browser, ada.assurance, StepUpNeed::multi_factor);
    REQUIRE(begun);
    const auto first = code_first ? fixture.type_code(ada.browser, begun->ticket, ada.app)
                                  : type(fixture, ada.browser, begun->ticket);
    REQUIRE(first);
    REQUIRE(std::holds_alternative<SignInStep>(*first));
    const auto& step = std::get<SignInStep>(*first);
    REQUIRE_FALSE(step.ways.empty());
    CHECK(step.ways[0].factor == (code_first ? FactorKind::password : FactorKind::totp));
    const auto second = code_first ? type(fixture, ada.browser, step.ticket)
                                   : fixture.type_code(ada.browser, step.ticket, ada.app);
    CHECK(is_signed_in(second));
  }
}

TEST_CASE("a step-up to one fresh factor takes the second factor, and the password alone is not enough") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const auto begun = step_up(fixture, ada.browser, ada.assurance, StepUpNeed::fresh_factor);
  REQUIRE(begun);
  const auto by_password = type(fixture, ada.browser, begun->ticket);
  REQUIRE(by_password);
  CHECK(std::holds_alternative<SignInStep>(*by_password));
  CHECK(is_signed_in(fixture.type_code(ada.browser, begun->ticket, ada.app)));
}

TEST_CASE("a step-up of an account that has only a password takes the password") {
  for (const StepUpNeed need : {StepUpNeed::fresh_factor, StepUpNeed::multi_factor}) {
    EngineFixture fixture;
    fixture.create("ada");
    Browser browser = EngineFixture::new_browser();
    const Assurance assurance = fixture.sign_in_by_password("ada", browser).assurance;
    const auto begun = step_up(fixture, browser, assurance, need);
    REQUIRE(begun);
    CHECK(begun->ways[0].factor == FactorKind::password);
    CHECK(is_signed_in(type(fixture, browser, begun->ticket)));
  }
}

TEST_CASE("a known browser stands for the second factor exactly as long as the policy says") {
  EngineFixture fixture(standing_for("7d"));
  Ada ada(fixture);
  fixture.clock->advance(24h * 7 - 1ms);
  CHECK(is_signed_in(fixture.type_password("ada", ada.browser)));
  // A stranger's browser never does.
  CHECK_FALSE(is_signed_in(fixture.type_password("ada", EngineFixture::new_browser())));
  fixture.clock->advance(1ms);
  CHECK_FALSE(is_signed_in(fixture.type_password("ada", ada.browser)));
}

TEST_CASE("the time that a known browser stands for the second factor begins anew with each such factor") {
  EngineFixture fixture(standing_for("7d"));
  Ada ada(fixture);
  fixture.clock->advance(24h * 6);
  (void)fixture.type_password("ada", ada.browser);
  fixture.clock->advance(24h * 2);
  // The sign-in by the browser alone was no multi-factor one, and made it stand no longer.
  CHECK_FALSE(is_signed_in(fixture.type_password("ada", ada.browser)));
  // Only now is the code asked for.
  (void)fixture.sign_in_by_code("ada", ada.browser, ada.app);
  fixture.clock->advance(24h * 6);
  CHECK(is_signed_in(fixture.type_password("ada", ada.browser)));
}

TEST_CASE("a sign-in for which the browser stood manages no methods") {
  EngineFixture fixture(standing_for("7d"));
  Ada ada(fixture);
  fixture.next_step();
  const auto outcome = fixture.type_password("ada", ada.browser);
  REQUIRE(is_signed_in(outcome));
  const SignedIn& signed_in = std::get<SignedIn>(*outcome);
  const auto status = fixture.sign_in().check(fixture.tenant, signed_in.assurance, ada.browser.session);
  CHECK_FALSE(status->multi_factor);
  const Caller caller = fixture.caller(ada.browser, signed_in.assurance);
  CHECK(code_of(fixture.security_info().rename(caller, ada.app.method, "Mine")) == errc::proof_required);
  CHECK(code_of(fixture.security_info().begin_totp(caller, "Mine")) == errc::proof_required);
  CHECK(code_of(fixture.security_info().new_recovery_codes(caller)) == errc::proof_required);
}

TEST_CASE("without a rule for it a known browser stands for nothing") {
  EngineFixture fixture;
  Ada ada(fixture);
  CHECK_FALSE(is_signed_in(fixture.type_password("ada", ada.browser)));
}
