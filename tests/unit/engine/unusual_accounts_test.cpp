// Accounts that are not as most are: imported, without a password, without a method, with a rule of their own.

#include <algorithm>

#include "edit_document.hpp"
#include "engine/engine_keys.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

ImportedTotp code_app() {
  ImportedTotp totp;
  totp.secret = secret("12345678901234567890");
  return totp;
}

Result<void> import(EngineFixture& fixture, std::vector<ImportedTotp> totp) {
  NewAccount account{fixture.tenant, AccountId::parse("ada").value(), {"ada@example.ac.uk"}};
  account.totp = std::move(totp);
  return fixture.accounts().create(account);
}

}  // namespace

TEST_CASE("[F97] a code app whose period, secret or nickname cannot be one is not imported") {
  EngineFixture fixture;
  ImportedTotp no_period = code_app();
  no_period.period_seconds = 0;
  ImportedTotp long_secret = code_app();
  long_secret.secret = secret(std::string(129, 's'));
  ImportedTotp bad_name = code_app();
  bad_name.nickname = "a\nb";
  for (const ImportedTotp& bad : {no_period, long_secret, bad_name}) {
    CHECK(kind_of(code_of(import(fixture, {code_app(), bad}))) == ErrorKind::caller);
  }
  CHECK(import(fixture, {code_app(), code_app()}));
}

TEST_CASE("the host's word is one factor, proves nothing twice, and resets nothing") {
  EngineFixture fixture(with_policy(R"({"password": {"keeper": "host"}})"));
  REQUIRE(import(fixture, {code_app()}));
  const Browser browser = EngineFixture::new_browser();
  const auto begun = fixture.begin("ada", browser).value();
  const auto step = fixture.answer(browser, begun.ticket, HostProved{});
  REQUIRE(step);
  REQUIRE(std::holds_alternative<SignInStep>(*step));
  CHECK(code_of(fixture.answer(browser, std::get<SignInStep>(*step).ticket, HostProved{})) ==
        errc::not_allowed);
  BeginSignIn request{fixture.tenant, "ada@example.ac.uk", browser.session};
  const auto reset = fixture.sign_in().begin_password_reset(request).value();
  CHECK(code_of(fixture.answer(browser, reset.ticket, HostProved{})) == errc::not_allowed);
}

TEST_CASE("where no second factor is required nobody is asked to register one") {
  EngineFixture fixture(with_policy(R"({"second_factor_required": false})"));
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const SignedIn signed_in = fixture.sign_in_by_password("ada", browser);
  CHECK_FALSE(signed_in.must_register);
  CHECK_FALSE(fixture.sign_in().check(fixture.tenant, signed_in.assurance, browser.session)->must_register);
}

TEST_CASE("an account that lost its second factor is offered nothing, and the service desk has to help") {
  EngineFixture fixture;
  const Ada ada(fixture);
  edit_document(fixture, ada.account, [](AccountDocument& document, const Facts&) {
    document.methods.clear();
    document.default_method.reset();
  });
  const auto step = fixture.type_password("ada", EngineFixture::new_browser());
  REQUIRE(step);
  REQUIRE(std::holds_alternative<SignInStep>(*step));
  CHECK(std::get<SignInStep>(*step).ways.empty());
  fixture.clock->advance(10min);
  CHECK(code_of(fixture.security_info().begin_totp(fixture.caller(ada.browser, ada.assurance), "Phone")) ==
        errc::not_allowed);
}

TEST_CASE("a known browser that is too old, or of an account made anew, is a stranger's") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const EngineKeys keys(fixture.keys->load().value());
  const auto is_known = [&] {
    const auto step = fixture.begin("ada", ada.browser).value();
    return keys.open_ticket(fixture.tenant, ada.browser.session, step.ticket.text())
        ->known_browser.has_value();
  };
  CHECK(is_known());
  fixture.clock->advance(Days(180) - 1ms);
  CHECK(is_known());
  fixture.clock->advance(1ms);
  CHECK_FALSE(is_known());
  fixture.clock->advance(-Days(180));
  REQUIRE(fixture.accounts().remove(fixture.tenant, ada.account));
  fixture.create("ada");
  CHECK_FALSE(is_known());
}

TEST_CASE("the ways of a ticket that is over, or without a clock, are not told") {
  EngineFixture fixture;
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.begin("ada", browser).value();
  const auto ways = [&] { return fixture.sign_in().ways(fixture.tenant, step.ticket, browser.session); };
  CHECK(ways());
  fixture.clock->fail();
  CHECK(code_of(ways()) == errc::clock_failed);
  fixture.clock->fail(false);
  fixture.clock->advance(10min);
  CHECK(code_of(ways()) == errc::expired);
}

TEST_CASE("a code may be typed with the spaces that an app shows") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const Browser browser = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(fixture.type_password("ada", browser).value());
  std::string code(fixture.code_of(ada.app).read_text(SecretAccess::grant()));
  code.insert(3, " ");
  CHECK(fixture.answer(browser, step.ticket, CodeProof{ada.app.method, secret(code)}));
}

TEST_CASE("of code apps without a default among them the oldest is the one of a reset's unnamed code") {
  EngineFixture fixture;
  Ada ada(fixture);
  const CodeApp second = fixture.register_app(ada.browser, ada.assurance, "Tablet");
  edit_document(fixture, ada.account,
                [](AccountDocument& document, const Facts&) { document.default_method.reset(); });
  fixture.next_step();
  const Browser browser = EngineFixture::new_browser();
  BeginSignIn request{fixture.tenant, "ada@example.ac.uk", browser.session};
  const auto step = fixture.sign_in().begin_password_reset(request).value();
  CHECK(code_of(fixture.answer(browser, step.ticket, CodeProof{MethodId{}, fixture.code_of(second)})) ==
        errc::code_mismatch);
  CHECK(fixture.answer(browser, step.ticket, CodeProof{MethodId{}, fixture.code_of(ada.app)}));
}

TEST_CASE("a registration is confirmed only while its proof is fresh and the clock can be used") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  fixture.clock->advance(5min);
  const auto begun = fixture.security_info().begin_totp(caller, "");
  REQUIRE(begun);
  fixture.clock->advance(5min);
  CHECK(code_of(fixture.security_info().confirm_totp(caller, begun->id, secret("123456"))) ==
        errc::proof_required);
  const Timestamp present = fixture.clock->now().value();
  fixture.clock->set(from_unix_seconds(-1));
  CHECK(code_of(fixture.security_info().confirm_totp(caller, begun->id, secret("123456"))) ==
        errc::clock_failed);
  fixture.clock->set(present);
}

TEST_CASE("words of a username are known whatever stands between them") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  REQUIRE(fixture.accounts().set_usernames(fixture.tenant, ada,
                                           {"love1ace_k\xC3\xA4the~countess@example.ac.uk"}));
  CHECK(code_of(fixture.accounts().set_password(fixture.tenant, ada, secret("countess"))) ==
        errc::password_rejected);
}

TEST_CASE("[I131] events that cannot be removed stay, and are removed by the next call") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.clock->advance(Days(401));
  REQUIRE(fixture.accounts().set_privilege(fixture.tenant, ada.account, 1));
  fixture.store->on([](const StoreCall& call) { return call.operation == StoreOperation::prune; },
                    Fault::failure, 1);
  CHECK(code_of(fixture.accounts().prune_events(fixture.tenant, ada.account)) == errc::store_failed);
  CHECK(fixture.accounts().prune_events(fixture.tenant, ada.account));
  CHECK(fixture.accounts().verify_events(fixture.tenant, ada.account)->fault.empty());
}
