// The host's own providers around passwords: the breach check and the password directory. What they get wrong is a
// fault, and never a yes.

#include <functional>
#include <stdexcept>

#include "engine_fixture.hpp"
#include "support/fake_breach_check.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

constexpr const char* replacement = "orange kettle drives north";

/// Takes its time: does something else before it answers.
class SlowBreachCheck final : public BreachCheck {
 public:
  Result<bool> is_breached(const SecretBytes&) override {
    if (meanwhile) meanwhile();
    return false;
  }
  std::function<void()> meanwhile;
};

/// A directory that throws from either of its functions.
class ThrowingDirectory final : public PasswordDirectory {
 public:
  enum class From { nowhere, verify, decoy_hash };

  Result<bool> verify(const TenantId&, const SecretBytes&, const SecretBytes&) override {
    if (from == From::verify) throw std::runtime_error("on purpose");
    return false;
  }
  SecretBytes decoy_hash() const override {
    if (from == From::decoy_hash) throw std::bad_alloc();
    return secret("decoy");
  }
  From from = From::nowhere;
};

FixtureOptions with(std::shared_ptr<BreachCheck> check) {
  FixtureOptions options;
  options.breach_check = std::move(check);
  return options;
}

Result<Changed> change(EngineFixture& fixture, const Ada& ada) {
  return fixture.security_info().change_password(fixture.caller(ada.browser, ada.assurance),
                                                 secret(EngineFixture::password), secret(replacement));
}

/// The same check for the life of a fixture, but failing only when told to.
class SwitchedBreachCheck final : public BreachCheck {
 public:
  Result<bool> is_breached(const SecretBytes& password) override {
    return check ? check->is_breached(password) : Result<bool>(false);
  }
  std::shared_ptr<BreachCheck> check;
};

}  // namespace

TEST_CASE("a breach check that fails or throws changes no password") {
  const auto breach_check = std::make_shared<SwitchedBreachCheck>();
  EngineFixture fixture(with(breach_check));
  const Ada ada(fixture);
  const auto events = fixture.event_names(ada.account);
  breach_check->check = std::make_shared<FailingBreachCheck>(errc::deadline_exceeded);
  CHECK(code_of(change(fixture, ada)) == errc::deadline_exceeded);
  breach_check->check = std::make_shared<ThrowingBreachCheck>();
  CHECK(code_of(change(fixture, ada)) == errc::provider_failed);
  // An error that is no fault is no answer either.
  breach_check->check = std::make_shared<FailingBreachCheck>(errc::not_found);
  CHECK(code_of(change(fixture, ada)) == errc::provider_failed);
  CHECK(code_of(fixture.accounts().set_password(fixture.tenant, ada.account, secret(replacement))) ==
        errc::provider_failed);
  CHECK(fixture.event_names(ada.account) == events);
  breach_check->check.reset();
  CHECK(change(fixture, ada));
}

TEST_CASE("a breach check that takes its time holds up nobody else") {
  const auto breach_check = std::make_shared<SlowBreachCheck>();
  EngineFixture fixture(with(breach_check));
  const Ada ada(fixture);
  int signed_in = 0;
  breach_check->meanwhile = [&] {
    // The same account, from the same thread: nothing is locked and no transaction is open.
    if (fixture.type_password("ada", EngineFixture::new_browser())) ++signed_in;
  };
  CHECK(change(fixture, ada));
  CHECK(signed_in == 1);
}

TEST_CASE("ten new passwords that are refused do not pause a person who knows the current one") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  for (int i = 0; i < 12; ++i) {
    const auto refused = fixture.security_info().change_password(caller, secret(EngineFixture::password),
                                                                 secret("password123"));
    CHECK(code_of(refused) == errc::password_rejected);
  }
  CHECK(change(fixture, ada));
}

TEST_CASE("a password directory that throws is a fault, and the sign-in works when it is back") {
  auto directory = std::make_shared<ThrowingDirectory>();
  FixtureOptions options;
  options.directory = directory;
  EngineFixture fixture(options);
  fixture.create("ada");
  directory->from = ThrowingDirectory::From::verify;
  for (const std::string name : {"ada", "nobody"}) {
    CHECK(code_of(fixture.type_password(name, EngineFixture::new_browser())) == errc::provider_failed);
  }
  directory->from = ThrowingDirectory::From::decoy_hash;
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::out_of_memory);
  directory->from = ThrowingDirectory::From::nowhere;
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
}
