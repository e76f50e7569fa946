// A password reset: which ways it offers, which method an unnamed code is of, and what a retry gives again.

#include <algorithm>

#include "engine/engine_keys.hpp"
#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

FixtureOptions denying(const std::string& kinds) {
  FixtureOptions options;
  options.policy_json = R"({"methods": {"deny": [)" + kinds + "]}}";
  return options;
}

Result<SignInStep> begin(EngineFixture& fixture, const Browser& browser) {
  BeginSignIn request{fixture.tenant, "ada@example.ac.uk", browser.session};
  request.known_browser = browser.known;
  return fixture.sign_in().begin_password_reset(request);
}

std::vector<FactorKind> factors_of(const std::vector<Way>& ways) {
  std::vector<FactorKind> factors;
  for (const Way& way : ways) factors.push_back(way.factor);
  return factors;
}

}  // namespace

TEST_CASE("a reset offers what the policy allows, and suggests the first of it") {
  const std::vector<std::pair<std::string, std::vector<FactorKind>>> cases = {
      {R"("hotp")", {FactorKind::totp, FactorKind::recovery_code}},
      {R"("recovery_codes")", {FactorKind::totp}},
      {R"("totp", "authenticator_app")", {FactorKind::recovery_code}}};
  for (const auto& [denied, offered] : cases) {
    EngineFixture fixture(denying(denied));
    fixture.create("ada");
    const auto step = begin(fixture, EngineFixture::new_browser());
    REQUIRE(step);
    CHECK(factors_of(step->ways) == offered);
    CHECK(step->ways[0].suggested);
  }
}

TEST_CASE("an unnamed code is of the default code app, and without one of the oldest") {
  EngineFixture fixture;
  Ada ada(fixture);
  const CodeApp second = fixture.register_app(ada.browser, ada.assurance, "Tablet");
  const auto prove = [&](const CodeApp& app) {
    fixture.next_step();
    const Browser browser = EngineFixture::new_browser();
    const auto step = begin(fixture, browser).value();
    return fixture.answer(browser, step.ticket, CodeProof{MethodId{}, fixture.code_of(app)});
  };
  CHECK(prove(ada.app));
  CHECK(code_of(prove(second)) == errc::code_mismatch);
  REQUIRE(fixture.security_info().set_default(fixture.caller(ada.browser, ada.assurance), second.method));
  CHECK(prove(second));
  CHECK(code_of(prove(ada.app)) == errc::code_mismatch);
}

TEST_CASE(
    "[B31] a retried proof of a reset gives the same grant again, and only one of them is worth something") {
  EngineFixture fixture;
  Ada ada(fixture);
  fixture.next_step();
  const auto step = begin(fixture, ada.browser);
  REQUIRE(step);
  const CodeProof code{MethodId{}, fixture.code_of(ada.app)};
  const auto first = fixture.answer(ada.browser, step->ticket, code, "reset-1");
  const auto again = fixture.answer(ada.browser, step->ticket, code, "reset-1");
  REQUIRE(first);
  REQUIRE(again);
  const SecretBytes replacement = secret("orange kettle drives north");
  const auto reset = [&](const Result<SignInOutcome>& outcome) {
    return fixture.security_info().reset_password(fixture.tenant, std::get<ResetProved>(*outcome).grant,
                                                  ada.browser.session, replacement);
  };
  CHECK(reset(again));
  CHECK(code_of(reset(first)) == errc::revoked);
}

TEST_CASE("[B31] a retried password gives the same next step, or the same session, again") {
  EngineFixture fixture;
  fixture.create("ada");
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.begin("ada", browser).value();
  const PasswordProof proof{secret(EngineFixture::password)};
  const auto first = fixture.answer(browser, step.ticket, proof, "in-1");
  const auto again = fixture.answer(browser, step.ticket, proof, "in-1");
  REQUIRE(first);
  REQUIRE(again);
  CHECK(std::get<SignedIn>(*first).session == std::get<SignedIn>(*again).session);
  CHECK_FALSE(std::get<SignedIn>(*again).known_browser);
}

TEST_CASE("a code of a step that its clock may not be off by is refused and charged") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.clock->advance(30min);
  for (const Duration off : {Duration(-150s), Duration(150s)}) {
    const Browser browser = EngineFixture::new_browser();
    const auto step = std::get<SignInStep>(fixture.type_password("ada", browser).value());
    const Timestamp then = fixture.clock->now().value() + off;
    const SecretBytes code = secret(generate_totp(ada.app.secret, TotpParameters(), then).value());
    CHECK_FALSE(fixture.answer(browser, step.ticket, CodeProof{ada.app.method, code}));
    CHECK(fixture.event_names(ada.account).back() == "factor_refused");
  }
}

TEST_CASE("a report of an event that there is not is not found") {
  EngineFixture fixture;
  const Ada ada(fixture);
  Incarnation incarnation;
  const EngineKeys keys(fixture.keys->load().value());
  const auto page =
      fixture.security_info().activity(fixture.caller(ada.browser, ada.assurance), 0, 100).value();
  for (const auto& entry : page.entries) {
    if (entry.report) incarnation = keys.open_report(fixture.tenant, entry.report->text())->incarnation;
  }
  SeededEntropy entropy(9);
  const ReportState beyond{ada.account, incarnation, 999, fixture.clock->now().value() + 1h};
  const auto token = keys.seal_report(fixture.tenant, beyond, entropy).value();
  CHECK(code_of(fixture.sign_in().report(fixture.tenant, ReportToken(token))) == errc::not_found);
}
