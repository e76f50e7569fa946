// What a new password is held against: the policy's lengths, and the words that are known about the account.

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

Result<void> set(EngineFixture& fixture, const AccountId& account, const std::string& password) {
  return fixture.accounts().set_password(fixture.tenant, account, secret(password));
}

}  // namespace

TEST_CASE("where a password may stand alone it has to be 15 characters long, otherwise 8") {
  for (const bool alone : {true, false}) {
    FixtureOptions options;
    options.policy_json = alone ? R"({"second_factor_required": false})" : "{}";
    EngineFixture fixture(options);
    const AccountId ada = fixture.create("ada");
    CHECK(code_of(set(fixture, ada, "kettle7")) == errc::password_rejected);
    CHECK(set(fixture, ada, "kettle drives n").has_value());
    CHECK(set(fixture, ada, "kettle drives ").has_value() != alone);
  }
}

TEST_CASE(
    "a password that is made of the account's or the tenant's words is refused, however long they are") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  const std::string long_name(120, 'x');
  REQUIRE(fixture.accounts().set_usernames(fixture.tenant, ada,
                                           {"lovelace@example.ac.uk", long_name + "@student.example.ac.uk"}));
  CHECK(code_of(set(fixture, ada, "lovelace")) == errc::password_rejected);
  CHECK(code_of(set(fixture, ada, "University")) == errc::password_rejected);
  CHECK(set(fixture, ada, "orange kettle drives north"));
}

TEST_CASE("a password that cannot be one is refused before anything else") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  const SecretBytes good = secret("orange kettle drives north");
  const std::vector<std::pair<std::string, errc>> cases = {{"", errc::invalid_password},
                                                           {"tab\tulator", errc::invalid_password},
                                                           {"\xFF\xFE", errc::invalid_utf8}};
  for (const auto& [bad, code] : cases) {
    CHECK(code_of(set(fixture, ada.account, bad)) == code);
    CHECK(code_of(fixture.security_info().screen_password(caller, secret(bad))) == code);
    CHECK(code_of(fixture.security_info().change_password(caller, secret(bad), good)) == code);
    CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser(), bad)) == code);
  }
}

TEST_CASE("where the host keeps the passwords none is changed here") {
  FixtureOptions options;
  options.policy_json = R"({"password": {"keeper": "host"}})";
  EngineFixture fixture(options);
  NewAccount account{fixture.tenant, AccountId::parse("ada").value(), {"ada@example.ac.uk"}};
  REQUIRE(fixture.accounts().create(account));
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.begin("ada", browser).value();
  const auto outcome = fixture.answer(browser, step.ticket, HostProved{});
  REQUIRE(outcome);
  const Caller caller = fixture.caller(browser, std::get<SignedIn>(*outcome).assurance);
  CHECK(code_of(fixture.security_info().change_password(caller, secret("one thing or another"),
                                                        secret("orange kettle drives north"))) ==
        errc::not_allowed);
  CHECK_FALSE(fixture.security_info().overview(caller)->has_password);
}

TEST_CASE("an account that never had a second factor changes its password after a fresh sign-in only") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const Assurance assurance = fixture.sign_in_by_password("ada", browser).assurance;
  const Caller caller = fixture.caller(browser, assurance);
  const auto change = [&] {
    return fixture.security_info().change_password(caller, secret(EngineFixture::password),
                                                   secret("orange kettle drives north"));
  };
  fixture.clock->advance(std::chrono::minutes(10));
  CHECK(code_of(change()) == errc::proof_required);
  fixture.clock->advance(std::chrono::minutes(-1));
  const auto changed = change();
  REQUIRE(changed);
  CHECK_FALSE(changed->known_browser);
}
