#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("[D73] a password change ends the other sessions and keeps this one") {
  EngineFixture fixture;
  Ada ada(fixture);
  Browser other = EngineFixture::new_browser();
  const auto elsewhere = fixture.sign_in_by_code("ada", other, ada.app);
  const auto changed = fixture.security_info().change_password(fixture.caller(ada.browser, ada.assurance),
                                                               secret(EngineFixture::password),
                                                               secret("another fine passphrase"));
  INFO((changed ? "" : changed.error().message));
  REQUIRE(changed);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, elsewhere.assurance, other.session)) ==
        errc::revoked);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::revoked);
  CHECK(fixture.sign_in().check(fixture.tenant, *changed->assurance, ada.browser.session));
  CHECK(code_of(fixture.type_password("ada", other)) == errc::password_mismatch);
  CHECK(fixture.type_password("ada", other, "another fine passphrase"));
}

TEST_CASE("a password change needs the current password, and wrong ones are throttled") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  const auto attempt = [&] {
    return fixture.security_info().change_password(caller, secret("not the password"),
                                                   secret("another passphrase"));
  };
  for (int i = 0; i < 10; ++i) CHECK(code_of(attempt()) == errc::password_mismatch);
  CHECK(code_of(attempt()) == errc::throttled);
}

TEST_CASE("a common password is refused with its reason") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  const auto refused = fixture.security_info().screen_password(caller, secret("password123"));
  CHECK(code_of(refused) == errc::password_rejected);
  CHECK_FALSE(refused.error().message.empty());
  CHECK(fixture.security_info().screen_password(caller, secret("orange kettle drives north")));
}
