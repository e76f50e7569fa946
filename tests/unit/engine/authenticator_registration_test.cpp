#include "authenticator_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// `ada`, signed in by password alone, with a registration begun.
struct Begun {
  EngineFixture it;
  AccountId account = it.create("ada");
  Browser browser = EngineFixture::new_browser();
  Assurance assurance = it.sign_in_by_password("ada", browser).assurance;
  AuthenticatorRegistration registration = begin();
  AppPhone phone{it};

  AuthenticatorRegistration begin() {
    return it.security_info().begin_authenticator(it.caller(browser, assurance), "").value();
  }
  Result<AuthenticatorRegistration> look() {
    return it.security_info().authenticator_registration(it.caller(browser, assurance), registration.id);
  }
  Result<AuthenticatorRegistration> test() {
    return it.security_info().test_authenticator(it.caller(browser, assurance), registration.id);
  }
  /// The number of a new test is typed on the phone, which must be taken.
  void prove() {
    const auto tested = test();
    REQUIRE(tested);
    REQUIRE(phone.approve(phone.request(), tested->test->number));
  }
  /// Scans and links, which must succeed.
  void link() {
    REQUIRE(phone.scan(registration.link));
    REQUIRE(phone.add());
  }
  Result<Changed> confirm() {
    return it.security_info().confirm_authenticator(it.caller(browser, assurance), registration.id);
  }
};

}  // namespace

TEST_CASE("a phone is registered by QR code and number, and is the default then") {
  Begun begun;
  CHECK(begun.registration.stage == AuthenticatorStage::waiting_for_phone);
  const auto preview = begun.phone.scan(begun.registration.link).value();
  CHECK(preview.issuer == "Example University");
  CHECK(preview.account == "ada@example.ac.uk");
  CHECK(!preview.is_move);

  REQUIRE(begun.phone.add());
  const auto linked = begun.look().value();
  CHECK(linked.stage == AuthenticatorStage::phone_linked);
  CHECK(linked.device_name == "Ada's phone");
  CHECK(linked.link.empty());
  CHECK(code_of(begun.confirm()) == errc::wrong_state);

  const auto tested = begun.test().value();
  REQUIRE(tested.test);
  CHECK(tested.test->state == PromptState::waiting);
  CHECK(tested.test->number.size() == 2);
  CHECK(tested.tests_left == 4);
  REQUIRE(begun.phone.approve(begun.phone.request(), tested.test->number));
  CHECK(begun.look().value().stage == AuthenticatorStage::proved);

  const auto changed = begun.confirm().value();
  const auto overview =
      begun.it.security_info().overview(begun.it.caller(begun.browser, changed.assurance.value())).value();
  REQUIRE(overview.methods.size() == 1);
  CHECK(overview.methods[0].kind == MethodKind::authenticator_app);
  CHECK(overview.methods[0].nickname == "Ada's phone");
  CHECK(overview.methods[0].is_default);
  CHECK(overview.has_second_factor);
  CHECK(begun.phone.inbox().value().state == protocol::AccountState::active);
}

TEST_CASE("the assurance after registering a phone contains it") {
  Begun begun;
  begun.link();
  begun.prove();
  const auto assurance = begun.confirm().value().assurance.value();
  const auto status = begun.it.sign_in().check(begun.it.tenant, assurance, begun.browser.session).value();
  CHECK(status.multi_factor);
  CHECK(status.amr == std::vector<std::string>{"mfa", "pop", "pwd", "swk"});
}

TEST_CASE("[D60] of two phones that scan one code the first is linked, and the browser hears of the second") {
  Begun begun;
  AppPhone second(begun.it, 2);
  REQUIRE(begun.phone.scan(begun.registration.link));
  REQUIRE(second.scan(begun.registration.link));
  REQUIRE(begun.phone.add());
  CHECK(code_of(second.add("Eve's phone")) == errc::already_exists);
  const auto seen = begun.look().value();
  CHECK(seen.second_phone_refused);
  CHECK(seen.device_name == "Ada's phone");
}

TEST_CASE("a phone that lost the reply registers again and gets the same codes") {
  Begun begun;
  REQUIRE(begun.phone.scan(begun.registration.link));
  begun.phone.loses_reply = true;
  REQUIRE_FALSE(begun.phone.add());
  begun.phone.loses_reply = false;
  REQUIRE(begun.phone.add());
  REQUIRE(begun.phone.received.size() == 3);
  CHECK(begun.phone.received[1] == begun.phone.received[2]);
}

TEST_CASE("[D61] a QR code older than ten minutes links no phone") {
  Begun begun;
  REQUIRE(begun.phone.scan(begun.registration.link));
  begun.it.clock->advance(10min);
  const auto late = begun.phone.add();
  CHECK(code_of(late) == errc::expired);
  CHECK(code_of(begun.look()) == errc::not_found);
  AppPhone another(begun.it, 2);
  CHECK(code_of(another.scan(begun.registration.link)) == errc::expired);
}

TEST_CASE("[D62] the code of a confirmed registration links no other phone") {
  Begun begun;
  begun.link();
  begun.prove();
  REQUIRE(begun.confirm());
  AppPhone another(begun.it, 2);
  CHECK(code_of(another.scan(begun.registration.link)) == errc::expired);
}

TEST_CASE("[D59] a registration of a phone belongs to the session that began it") {
  Begun begun;
  Browser other = EngineFixture::new_browser();
  const auto assurance = begun.it.sign_in_by_password("ada", other).assurance;
  const auto caller = begun.it.caller(other, assurance);
  auto info = begun.it.security_info();
  CHECK(code_of(info.authenticator_registration(caller, begun.registration.id)) == errc::not_found);
  CHECK(code_of(info.test_authenticator(caller, begun.registration.id)) == errc::not_found);
  CHECK(code_of(info.confirm_authenticator(caller, begun.registration.id)) == errc::not_found);
}

TEST_CASE("a phone that is linked and not confirmed in ten minutes is told that it was dropped") {
  Begun begun;
  begun.link();
  CHECK(begun.phone.inbox().value().state == protocol::AccountState::registering);
  begun.it.clock->advance(10min);
  CHECK(begun.phone.inbox().value().state == protocol::AccountState::registration_dropped);
}

TEST_CASE("a wrong number ends the test, and a new test has another number") {
  Begun begun;
  begun.link();
  const auto first = begun.test().value().test->number;
  const auto wrong = first == secret("11") ? secret("22") : secret("11");
  const auto request = begun.phone.request();
  CHECK(code_of(begun.phone.approve(request, wrong)) == errc::code_mismatch);
  CHECK(code_of(begun.phone.approve(request, first)) == errc::wrong_state);
  CHECK(begun.look().value().test->state == PromptState::wrong_number);
  CHECK(code_of(begun.confirm()) == errc::wrong_state);
  begun.prove();
  CHECK(begun.confirm());
}

TEST_CASE("a phone gets five tests, and then a new QR code is needed") {
  Begun begun;
  begun.link();
  for (int i = 0; i < 5; ++i) REQUIRE(begun.test());
  CHECK(code_of(begun.test()) == errc::limit_reached);
  CHECK(begun.phone.request().shown.purpose == protocol::PushPurpose::registration_test);
}

TEST_CASE("[D57] a registration begun on a password ends when another method becomes active") {
  Begun begun;
  const auto other = begun.begin();
  begun.link();
  AppPhone second(begun.it, 2);
  REQUIRE(second.scan(other.link));
  begun.prove();
  REQUIRE(begun.confirm());
  CHECK(code_of(second.add()) == errc::expired);
}

TEST_CASE("a registration that is cancelled lets its phone go") {
  Begun begun;
  begun.link();
  const auto caller = begun.it.caller(begun.browser, begun.assurance);
  REQUIRE(begun.it.security_info().cancel_registration(caller, begun.registration.id));
  CHECK(code_of(begun.phone.inbox()) == errc::revoked);
}

TEST_CASE("a tenant without a device endpoint has no authenticators") {
  FixtureOptions options;
  options.has_device_endpoint = false;
  EngineFixture it(options);
  it.create("ada");
  Browser browser = EngineFixture::new_browser();
  const auto assurance = it.sign_in_by_password("ada", browser).assurance;
  CHECK(code_of(it.security_info().begin_authenticator(it.caller(browser, assurance), "")) ==
        errc::not_allowed);
  CHECK_FALSE(it.security_info().overview(it.caller(browser, assurance)).value().addable[0].offered);
  Caller elsewhere = it.caller(browser, assurance);
  elsewhere.tenant = TenantId::parse("other").value();
  CHECK(code_of(it.security_info().begin_authenticator(elsewhere, "")) == errc::not_found);
  CHECK(code_of(it.devices().exchange(it.tenant, "{}")) == errc::not_allowed);
  CHECK(code_of(it.devices().exchange(TenantId::parse("other").value(), "{}")) == errc::not_found);
}
