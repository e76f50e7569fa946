// As many slow verifications as may run at once: whoever comes then is turned away, and nothing is charged twice.

#include "meanwhile.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("[I135] when every verification is busy the next is throttled with a time, whatever the password") {
  const auto directory = std::make_shared<DirectoryMeanwhile>();
  FixtureOptions options;
  options.directory = directory;
  options.verifications = 2;
  options.policy_json = R"({"deadlines": {"operation": "500ms"}})";
  EngineFixture fixture(options);
  Ada ada(fixture);
  Result<SignInOutcome> stranger = Error(errc::not_found, "not asked");
  Result<SignInOutcome> owner = Error(errc::not_found, "not asked");
  Result<void> set = Error(errc::not_found, "not asked");
  directory->meanwhile = [&] {
    // Strangers have one of the two; the owner's known browser still gets the other.
    directory->meanwhile = [&] {
      stranger = fixture.type_password("ada", EngineFixture::new_browser());
      set =
          fixture.accounts().set_password(fixture.tenant, ada.account, secret("orange kettle drives north"));
    };
    owner = fixture.type_password("ada", ada.browser);
  };
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
  CHECK(owner);
  CHECK(code_of(stranger) == errc::throttled);
  CHECK(stranger.error().retry_after > Duration::zero());
  CHECK(code_of(set) == errc::throttled);
  CHECK(set.error().retry_after > Duration::zero());
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
}
