// Taking over accounts of another system, and hosts that keep the passwords.

#include "engine_fixture.hpp"
#include "support/fake_breach_check.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// A directory that knows one foreign scheme: the hash is the password after a prefix.
class PrefixDirectory final : public PasswordDirectory {
 public:
  Result<bool> verify(const TenantId&, const SecretBytes& foreign_hash,
                      const SecretBytes& password) override {
    ++calls;
    if (failing) return Error(errc::provider_failed, "directory: failed on purpose");
    const std::string expected = "{PLAIN}" + std::string(password.read_text(SecretAccess::grant()));
    return foreign_hash == secret(expected);
  }
  SecretBytes decoy_hash() const override { return secret("{PLAIN}"); }

  int calls = 0;
  bool failing = false;
};

struct Imported {
  std::shared_ptr<PrefixDirectory> directory = std::make_shared<PrefixDirectory>();
  EngineFixture fixture{[this] {
    FixtureOptions options;
    options.directory = directory;
    return options;
  }()};
  CodeApp app{{}, secret("12345678901234567890")};

  void create() {
    NewAccount account{fixture.tenant, AccountId::parse("ada").value(), {"ada@example.ac.uk"}};
    account.foreign_hash = secret("{PLAIN}an old password of hers");
    ImportedTotp totp;
    totp.secret = app.secret;
    totp.nickname = "Old phone";
    account.totp.push_back(std::move(totp));
    fixture.accounts().create(account).value();
  }
};

FixtureOptions host_keeps_passwords() {
  FixtureOptions options;
  options.policy_json = R"({"password": {"keeper": "host"}})";
  return options;
}

}  // namespace

TEST_CASE("an imported account signs in with its old password and code app") {
  Imported imported;
  imported.create();
  EngineFixture& fixture = imported.fixture;
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser, "an old password of hers");
  REQUIRE(step);
  const auto& second = std::get<SignInStep>(*step);
  REQUIRE(second.ways.size() == 1);
  CHECK(second.ways[0].label == "Old phone");
  imported.app.method = *second.ways[0].method;
  const auto outcome = fixture.type_code(browser, second.ticket, imported.app);
  REQUIRE(outcome);
  CHECK(std::holds_alternative<SignedIn>(*outcome));
}

TEST_CASE("a foreign hash is replaced at the first success and its directory no longer decides") {
  Imported imported;
  imported.create();
  EngineFixture& fixture = imported.fixture;
  REQUIRE(fixture.type_password("ada", EngineFixture::new_browser(), "an old password of hers"));
  const auto summary = fixture.accounts().list(fixture.tenant, "", 1)->front().summary;
  CHECK(summary.find("argon2id") != std::string::npos);
  REQUIRE(fixture.type_password("ada", EngineFixture::new_browser(), "an old password of hers"));
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser(), "another password")) ==
        errc::password_mismatch);
  CHECK(imported.directory->calls == 3);
}

TEST_CASE("[G106] with a directory both it and the hash run for everybody") {
  Imported imported;
  imported.create();
  for (const std::string name : {"ada", "nobody"}) {
    imported.directory->calls = 0;
    CHECK(code_of(imported.fixture.type_password(name, EngineFixture::new_browser(), "wrong password")) ==
          errc::password_mismatch);
    CHECK(imported.directory->calls == 1);
  }
}

TEST_CASE("a directory that fails is a fault, never a yes") {
  Imported imported;
  imported.create();
  imported.directory->failing = true;
  CHECK(code_of(imported.fixture.type_password("ada", EngineFixture::new_browser(),
                                               "an old password of hers")) == errc::provider_failed);
}

TEST_CASE("a code app with parameters out of range is not imported") {
  EngineFixture fixture;
  NewAccount account{fixture.tenant, AccountId::parse("ada").value(), {"ada@example.ac.uk"}};
  account.password = secret(EngineFixture::password);
  ImportedTotp totp;
  totp.secret = secret("short");
  account.totp = {totp};
  CHECK(code_of(fixture.accounts().create(account)) == errc::invalid_argument);
  totp.secret = secret("12345678901234567890");
  totp.digits = 9;
  account.totp = {totp};
  CHECK(code_of(fixture.accounts().create(account)) == errc::invalid_argument);
  totp.digits = 6;
  totp.algorithm = "MD5";
  account.totp = {totp};
  CHECK_FALSE(fixture.accounts().create(account).has_value());
  totp.algorithm = "SHA1";
  account.totp.assign(6, totp);
  CHECK(code_of(fixture.accounts().create(account)) == errc::limit_reached);
}

TEST_CASE("where the host keeps the passwords its word is the first factor, and a password is refused") {
  EngineFixture fixture(host_keeps_passwords());
  NewAccount account{fixture.tenant, AccountId::parse("ada").value(), {"ada@example.ac.uk"}};
  REQUIRE(fixture.accounts().create(account));
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.begin("ada", browser);
  REQUIRE(step);
  CHECK(step->ways[0].factor == FactorKind::host_proved);
  CHECK(code_of(fixture.answer(browser, step->ticket, PasswordProof{secret("any password")})) ==
        errc::not_allowed);
  const auto outcome = fixture.answer(browser, step->ticket, HostProved{});
  REQUIRE(outcome);
  CHECK(std::get<SignedIn>(*outcome).factors[0].kind == FactorKind::host_proved);
}

TEST_CASE("where the library keeps the passwords the host's word is refused") {
  EngineFixture fixture;
  fixture.create("ada");
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.begin("ada", browser);
  REQUIRE(step);
  CHECK(code_of(fixture.answer(browser, step->ticket, HostProved{})) == errc::not_allowed);
}

TEST_CASE("a new password that was breached is refused, and a check that fails is no yes") {
  FixtureOptions options;
  options.breach_check =
      std::make_shared<FakeBreachCheck>(std::vector<SecretBytes>{secret("orange kettle drives")});
  EngineFixture fixture(options);
  const Ada ada(fixture);
  const auto change = [&] {
    return fixture.security_info().change_password(fixture.caller(ada.browser, ada.assurance),
                                                   secret(EngineFixture::password),
                                                   secret("orange kettle drives"));
  };
  CHECK(code_of(change()) == errc::password_rejected);
}
