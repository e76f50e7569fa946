#include "counterfoil/otp/base32.hpp"
#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

struct Waiting {
  Browser browser = EngineFixture::new_browser();
  Ticket ticket;

  explicit Waiting(EngineFixture& fixture)
      : ticket(std::get<SignInStep>(fixture.type_password("ada", browser).value()).ticket) {}
};

}  // namespace

TEST_CASE("a refused answer is refused again the same, and charged once") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting waiting(fixture);
  const CodeProof wrong{ada.app.method, fixture.wrong_code(ada.app)};
  for (int i = 0; i < 12; ++i) {
    CHECK(code_of(fixture.answer(waiting.browser, waiting.ticket, wrong, "once")) == errc::code_mismatch);
  }
  CHECK(code_of(fixture.answer(waiting.browser, waiting.ticket, wrong, "twice")) == errc::code_mismatch);
}

TEST_CASE("a kept outcome is looked up before pauses") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const Waiting waiting(fixture);
  const CodeProof right{ada.app.method, fixture.code_of(ada.app)};
  const auto first = fixture.answer(waiting.browser, waiting.ticket, right, "kept");
  REQUIRE(first);
  const Waiting stranger(fixture);
  for (int i = 0; i < 11; ++i) {
    (void)fixture.answer(stranger.browser, stranger.ticket,
                         CodeProof{ada.app.method, fixture.wrong_code(ada.app)});
  }
  const auto again = fixture.answer(waiting.browser, waiting.ticket, right, "kept");
  REQUIRE(again);
  CHECK(std::get<SignedIn>(*again).session == std::get<SignedIn>(*first).session);
}

TEST_CASE("[C39] an outcome is kept for ten minutes, and not a millisecond longer") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance, "codes");
  const auto first = fixture.security_info().new_recovery_codes(caller);
  REQUIRE(first);
  fixture.clock->advance(10min - 1ms);
  const auto kept = fixture.security_info().new_recovery_codes(caller);
  REQUIRE(kept);
  CHECK(kept->codes == first->codes);
  fixture.clock->advance(1ms);
  CHECK(code_of(fixture.security_info().new_recovery_codes(caller)) == errc::proof_required);
}

TEST_CASE("the same key with other arguments is refused, and nothing is done") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance, "name");
  auto page = fixture.security_info();
  REQUIRE(page.rename(caller, ada.app.method, "Old phone"));
  CHECK(code_of(page.rename(caller, ada.app.method, "New phone")) == errc::idempotency_mismatch);
  CHECK(code_of(page.new_recovery_codes(caller)) == errc::idempotency_mismatch);
  CHECK(page.overview(caller)->methods[0].nickname == "Old phone");
  CHECK(page.rename(caller, ada.app.method, "Old phone"));
}

TEST_CASE("a key longer than 64 bytes is refused") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance, std::string(65, 'k'));
  CHECK(code_of(fixture.security_info().rename(caller, ada.app.method, "Old phone")) ==
        errc::invalid_argument);
}

TEST_CASE("of more outcomes than are kept the oldest goes") {
  EngineFixture fixture;
  const Ada ada(fixture);
  auto page = fixture.security_info();
  for (int i = 0; i < 9; ++i) {
    const std::string number = std::to_string(i);
    REQUIRE(page.rename(fixture.caller(ada.browser, ada.assurance, "key " + number), ada.app.method,
                        "Phone " + number));
  }
  const auto events = fixture.event_names(ada.account).size();
  REQUIRE(page.rename(fixture.caller(ada.browser, ada.assurance, "key 8"), ada.app.method, "Phone 8"));
  CHECK(fixture.event_names(ada.account).size() == events);
  REQUIRE(page.rename(fixture.caller(ada.browser, ada.assurance, "key 0"), ada.app.method, "Phone 0"));
  CHECK(fixture.event_names(ada.account).size() == events + 1);
}

TEST_CASE("a retried password change gives the session its new assurance, and changes nothing more") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance, "change");
  const auto change = [&] {
    return fixture.security_info().change_password(caller, secret(EngineFixture::password),
                                                   secret("another fine passphrase"));
  };
  REQUIRE(change());
  const auto events = fixture.event_names(ada.account).size();
  const auto again = change();
  REQUIRE(again);
  CHECK(fixture.event_names(ada.account).size() == events);
  CHECK(fixture.sign_in().check(fixture.tenant, *again->assurance, ada.browser.session));
}

TEST_CASE("a retried confirmation gives the method and a fresh assurance again") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const Assurance bare = fixture.sign_in_by_password("ada", browser).assurance;
  const auto caller = fixture.caller(browser, bare, "confirm");
  const auto begun = fixture.security_info().begin_totp(fixture.caller(browser, bare), "Phone");
  REQUIRE(begun);
  const CodeApp app{{}, decode_base32(begun->secret_text.read_text(SecretAccess::grant())).value()};
  const SecretBytes code = fixture.code_of(app);
  const auto first = fixture.security_info().confirm_totp(caller, begun->id, code);
  const auto again = fixture.security_info().confirm_totp(caller, begun->id, code);
  REQUIRE(first);
  REQUIRE(again);
  CHECK(first->method == again->method);
  CHECK(fixture.sign_in().check(fixture.tenant, *again->assurance, browser.session)->multi_factor);
}
