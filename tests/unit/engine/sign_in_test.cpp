#include <algorithm>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("a bare account signs in with its password and is asked to register a second factor") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const SignedIn signed_in = fixture.sign_in_by_password("ada", browser);
  CHECK(signed_in.must_register);
  CHECK_FALSE(signed_in.known_browser.has_value());
  const auto status = fixture.sign_in().check(fixture.tenant, signed_in.assurance, browser.session);
  REQUIRE(status);
  CHECK(status->account.text() == "ada");
  CHECK_FALSE(status->multi_factor);
  CHECK(status->amr == std::vector<std::string>{"pwd"});
}

TEST_CASE("an account with a code app needs password and code, and the code completes the sign-in") {
  EngineFixture fixture;
  Ada ada(fixture);
  const auto status = fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session);
  REQUIRE(status);
  CHECK(status->multi_factor);
  CHECK(status->amr == std::vector<std::string>{"mfa", "otp", "pwd"});
  CHECK(ada.browser.known.has_value());
}

TEST_CASE("the second step offers the code app with its nickname and suggests it") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto step = fixture.type_password("ada", EngineFixture::new_browser());
  REQUIRE(step);
  const auto& ways = std::get<SignInStep>(*step).ways;
  REQUIRE(ways.size() == 1);
  CHECK(ways[0].factor == FactorKind::totp);
  CHECK(ways[0].label == "Phone");
  CHECK(ways[0].offered);
  CHECK(ways[0].suggested);
  CHECK(ways[0].explanation.reason == Reason::chosen_default);
  CHECK_FALSE(ways[0].explanation.sentence.empty());
}

TEST_CASE("a wrong password is refused and writes nothing to the account") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  const auto before = fixture.event_names(ada);
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser(), "wrong password")) ==
        errc::password_mismatch);
  CHECK(fixture.event_names(ada) == before);
}

TEST_CASE("a sign-in survives a restart of the host between its steps") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser);
  REQUIRE(step);
  fixture.restart();
  fixture.next_step();
  const auto outcome = fixture.type_code(browser, std::get<SignInStep>(*step).ticket, ada.app);
  REQUIRE(outcome);
  CHECK(std::holds_alternative<SignedIn>(*outcome));
}

TEST_CASE("[B19] a code used for a step-up is refused at sign-in") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const auto step_up = fixture.sign_in().begin_step_up({fixture.tenant, ada.assurance, ada.browser.session});
  REQUIRE(step_up);
  REQUIRE(fixture.type_code(ada.browser, step_up->ticket, ada.app));
  const Browser other = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", other);
  REQUIRE(step);
  CHECK(code_of(fixture.type_code(other, std::get<SignInStep>(*step).ticket, ada.app)) ==
        errc::code_replayed);
}

TEST_CASE("[B20] the code that confirmed a registration is refused at sign-in") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  Assurance assurance = fixture.sign_in_by_password("ada", browser).assurance;
  const CodeApp app = fixture.register_app(browser, assurance);
  const auto step = fixture.type_password("ada", browser);
  REQUIRE(step);
  CHECK(code_of(fixture.type_code(browser, std::get<SignInStep>(*step).ticket, app)) == errc::code_replayed);
}

TEST_CASE("[C50] a ticket answered from another session is not found") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Browser mine = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", mine);
  REQUIRE(step);
  fixture.next_step();
  CHECK(code_of(fixture.type_code(EngineFixture::new_browser(), std::get<SignInStep>(*step).ticket,
                                  ada.app)) == errc::not_found);
}

TEST_CASE("a ticket completes once") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser);
  REQUIRE(step);
  fixture.next_step();
  REQUIRE(fixture.type_code(browser, std::get<SignInStep>(*step).ticket, ada.app));
  fixture.next_step();
  CHECK(code_of(fixture.type_code(browser, std::get<SignInStep>(*step).ticket, ada.app)) == errc::not_found);
}

TEST_CASE("[B31] the same answer with the same idempotency key gives the same session") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser);
  REQUIRE(step);
  fixture.next_step();
  const Ticket ticket = std::get<SignInStep>(*step).ticket;
  const CodeProof proof{ada.app.method, fixture.code_of(ada.app)};
  const auto first = fixture.answer(browser, ticket, proof, "retry-1");
  const auto second = fixture.answer(browser, ticket, proof, "retry-1");
  REQUIRE(first);
  REQUIRE(second);
  CHECK(std::get<SignedIn>(*first).session == std::get<SignedIn>(*second).session);
  const auto other =
      fixture.answer(browser, ticket, CodeProof{ada.app.method, fixture.wrong_code(ada.app)}, "retry-1");
  CHECK(code_of(other) == errc::idempotency_mismatch);
}
