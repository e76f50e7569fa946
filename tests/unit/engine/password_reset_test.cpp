#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

constexpr const char* replacement = "orange kettle drives north";

BeginSignIn request(const EngineFixture& fixture, const std::string& name, const Browser& browser) {
  BeginSignIn request{fixture.tenant, name + "@example.ac.uk", browser.session};
  request.known_browser = browser.known;
  return request;
}

/// Ada, with recovery codes.
struct Owner : Ada {
  explicit Owner(EngineFixture& fixture) : Ada(fixture) {
    codes = fixture.security_info().new_recovery_codes(fixture.caller(browser, assurance)).value().codes;
    fixture.next_step();
  }
  std::vector<SecretBytes> codes;
};

/// A code of the code app before anybody knows which: it names no method.
CodeProof unnamed(EngineFixture& fixture, const CodeApp& app) {
  return {MethodId{}, fixture.code_of(app)};
}

/// Both proofs from a stranger's browser.
ResetProved prove(EngineFixture& fixture, const Owner& owner, const Browser& browser) {
  const auto begun = fixture.sign_in().begin_password_reset(request(fixture, "ada", browser)).value();
  const auto half = fixture.answer(browser, begun.ticket, unnamed(fixture, owner.app)).value();
  const auto& step = std::get<SignInStep>(half);
  return std::get<ResetProved>(
      fixture.answer(browser, step.ticket, RecoveryCodeProof{owner.codes[0]}).value());
}

}  // namespace

TEST_CASE("a code and a recovery code together reset a password, once, and every session ends") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const ResetProved proved = prove(fixture, ada, browser);
  auto page = fixture.security_info();
  REQUIRE(page.reset_password(fixture.tenant, proved.grant, browser.session, secret(replacement)));
  CHECK(code_of(page.reset_password(fixture.tenant, proved.grant, browser.session, secret(replacement))) ==
        errc::revoked);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::revoked);
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::password_mismatch);
  CHECK(fixture.type_password("ada", EngineFixture::new_browser(), replacement));
}

TEST_CASE("[C35] a reset grant signs nobody in, and a ticket resets nothing") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const ResetProved proved = prove(fixture, ada, browser);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, Assurance(proved.grant.text()), browser.session)) ==
        errc::not_found);
  CHECK(code_of(fixture.answer(browser, Ticket(proved.grant.text()), RecoveryCodeProof{ada.codes[1]})) ==
        errc::not_found);
}

TEST_CASE("one proof alone resets nothing from a stranger's browser, and is enough from a known one") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const Browser stranger = EngineFixture::new_browser();
  const auto begun = fixture.sign_in().begin_password_reset(request(fixture, "ada", stranger));
  REQUIRE(begun);
  const auto half = fixture.answer(stranger, begun->ticket, unnamed(fixture, ada.app));
  REQUIRE(half);
  CHECK(std::holds_alternative<SignInStep>(*half));
  fixture.next_step();
  const auto known = fixture.sign_in().begin_password_reset(request(fixture, "ada", ada.browser));
  REQUIRE(known);
  const auto whole = fixture.answer(ada.browser, known->ticket, unnamed(fixture, ada.app));
  REQUIRE(whole);
  CHECK(std::holds_alternative<ResetProved>(*whole));
}

TEST_CASE("strangers who make the name's guard pause do not stop a reset from a known browser") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const Browser stranger = EngineFixture::new_browser();
  for (int i = 0; i < 10; ++i) {
    CHECK(code_of(fixture.type_password("ada", stranger, "guess no. " + std::to_string(i))) ==
          errc::password_mismatch);
  }
  const auto begun = fixture.sign_in().begin_password_reset(request(fixture, "ada", stranger)).value();
  CHECK(code_of(fixture.answer(stranger, begun.ticket, unnamed(fixture, ada.app))) == errc::throttled);
  const auto known = fixture.sign_in().begin_password_reset(request(fixture, "ada", ada.browser)).value();
  const auto whole = fixture.answer(ada.browser, known.ticket, unnamed(fixture, ada.app));
  REQUIRE(whole);
  CHECK(std::holds_alternative<ResetProved>(*whole));
}

TEST_CASE("guesses of a reset at a known browser are the browser's own: after five it is a stranger") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const auto known = fixture.sign_in().begin_password_reset(request(fixture, "ada", ada.browser)).value();
  for (int i = 0; i < 5; ++i) {
    CHECK(code_of(fixture.answer(ada.browser, known.ticket,
                                 CodeProof{MethodId{}, fixture.wrong_code(ada.app)})) == errc::code_mismatch);
  }
  const auto half = fixture.answer(ada.browser, known.ticket, unnamed(fixture, ada.app));
  REQUIRE(half);
  CHECK(std::holds_alternative<SignInStep>(*half));
}

TEST_CASE("the same method cannot be both proofs of a reset") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const auto begun = fixture.sign_in().begin_password_reset(request(fixture, "ada", browser));
  REQUIRE(begun);
  const auto half = fixture.answer(browser, begun->ticket, RecoveryCodeProof{ada.codes[0]});
  REQUIRE(half);
  CHECK(code_of(fixture.answer(browser, std::get<SignInStep>(*half).ticket,
                               RecoveryCodeProof{ada.codes[1]})) == errc::not_allowed);
}

TEST_CASE("[G104] a wrong code of a reset is the same for known, bare and unknown names") {
  EngineFixture fixture;
  const Owner ada(fixture);
  fixture.create("bare");
  std::vector<std::vector<std::string>> traces;
  std::vector<Error> answers;
  for (const std::string name : {"ada", "bare", "nobody"}) {
    const Browser browser = EngineFixture::new_browser();
    fixture.store->forget();
    const auto begun = fixture.sign_in().begin_password_reset(request(fixture, name, browser));
    REQUIRE(begun);
    const auto refused =
        fixture.answer(browser, begun->ticket, CodeProof{MethodId{}, fixture.wrong_code(ada.app)});
    REQUIRE_FALSE(refused);
    answers.push_back(refused.error());
    traces.push_back(fixture.store->shapes());
  }
  CHECK(answers[0] == answers[1]);
  CHECK(answers[0] == answers[2]);
  CHECK(traces[0] == traces[1]);
  CHECK(traces[0] == traces[2]);
}

TEST_CASE("[G104] what cannot be a code is answered the same for every name in a reset") {
  EngineFixture fixture;
  const Owner ada(fixture);
  std::vector<Error> answers;
  for (const std::string name : {"ada", "nobody"}) {
    for (const Proof& proof :
         {Proof(CodeProof{MethodId{}, secret("?")}), Proof(RecoveryCodeProof{secret("?")})}) {
      const Browser browser = EngineFixture::new_browser();
      const auto begun = fixture.sign_in().begin_password_reset(request(fixture, name, browser));
      REQUIRE(begun);
      const auto refused = fixture.answer(browser, begun->ticket, proof);
      REQUIRE_FALSE(refused);
      answers.push_back(refused.error());
    }
  }
  for (const Error& answer : answers) CHECK(answer == answers[0]);
}

TEST_CASE("guesses at a reset's first proof are stopped by the guard of the name, and touch no account") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const auto events = fixture.event_names(ada.account);
  const Browser browser = EngineFixture::new_browser();
  const auto begun = fixture.sign_in().begin_password_reset(request(fixture, "ada", browser));
  REQUIRE(begun);
  const auto guess = [&] {
    return fixture.answer(browser, begun->ticket, CodeProof{MethodId{}, fixture.wrong_code(ada.app)});
  };
  for (int i = 0; i < 10; ++i) CHECK(code_of(guess()) == errc::code_mismatch);
  CHECK(code_of(guess()) == errc::throttled);
  CHECK(fixture.event_names(ada.account) == events);
}

TEST_CASE("a reset grant belongs to its session and is over with its ticket") {
  EngineFixture fixture;
  const Owner ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const ResetProved proved = prove(fixture, ada, browser);
  auto page = fixture.security_info();
  CHECK(code_of(page.reset_password(fixture.tenant, proved.grant, EngineFixture::new_browser().session,
                                    secret(replacement))) == errc::not_found);
  CHECK(code_of(page.reset_password(fixture.tenant, proved.grant, browser.session, secret("password1"))) ==
        errc::password_rejected);
  fixture.clock->set(proved.expires);
  CHECK(code_of(page.reset_password(fixture.tenant, proved.grant, browser.session, secret(replacement))) ==
        errc::expired);
}
