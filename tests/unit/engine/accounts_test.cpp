#include <algorithm>
#include <thread>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

NewAccount new_account(const EngineFixture& fixture, const std::string& id,
                       std::vector<std::string> usernames) {
  NewAccount account{fixture.tenant, AccountId::parse(id).value(), std::move(usernames)};
  account.password = secret(EngineFixture::password);
  return account;
}

bool says(const SecretBytes& json, std::string_view text) {
  return json.read_text(SecretAccess::grant()).find(text) != std::string_view::npos;
}

}  // namespace

TEST_CASE("an account id and a username are taken once") {
  EngineFixture fixture;
  fixture.create("ada");
  auto accounts = fixture.accounts();
  CHECK(code_of(accounts.create(new_account(fixture, "ada", {"other@example.ac.uk"}))) ==
        errc::already_exists);
  CHECK(code_of(accounts.create(new_account(fixture, "other", {"Ada@example.ac.uk"}))) ==
        errc::already_exists);
  CHECK(accounts.create(new_account(fixture, "other", {"ada@student.example.ac.uk"})));
}

TEST_CASE("of two creations with one username exactly one succeeds", "[race]") {
  EngineFixture fixture;
  Result<void> first = Error(errc::not_found, "");
  Result<void> second = Error(errc::not_found, "");
  std::thread one(
      [&] { first = fixture.accounts().create(new_account(fixture, "one", {"ada@example.ac.uk"})); });
  std::thread two(
      [&] { second = fixture.accounts().create(new_account(fixture, "two", {"ada@example.ac.uk"})); });
  one.join();
  two.join();
  CHECK(first.has_value() != second.has_value());
  CHECK(fixture.accounts().list(fixture.tenant, "", 10)->size() == 1);
}

TEST_CASE("what cannot be an account is refused and leaves nothing") {
  EngineFixture fixture;
  auto accounts = fixture.accounts();
  CHECK(code_of(accounts.create(new_account(fixture, "ada", {"ada@elsewhere.example"}))) == errc::not_found);
  CHECK(code_of(accounts.create(new_account(fixture, "ada", {"a da@example.ac.uk"}))) ==
        errc::invalid_username);
  CHECK(code_of(accounts.create(new_account(fixture, "ada", {}))) == errc::invalid_argument);
  CHECK(code_of(accounts.create(new_account(fixture, "ada", {"ada@example.ac.uk", "ADA@example.ac.uk"}))) ==
        errc::invalid_argument);
  NewAccount weak = new_account(fixture, "ada", {"ada@example.ac.uk"});
  weak.password = secret("password1");
  CHECK(code_of(accounts.create(weak)) == errc::password_rejected);
  NewAccount powerful = new_account(fixture, "ada", {"ada@example.ac.uk"});
  powerful.privilege = 4;
  CHECK(code_of(accounts.create(powerful)) == errc::invalid_argument);
  NewAccount unreachable = new_account(fixture, "ada", {"ada@example.ac.uk"});
  unreachable.notice_address = "no address";
  CHECK(code_of(accounts.create(unreachable)) == errc::invalid_argument);
  NewAccount foreign = new_account(fixture, "ada", {"ada@example.ac.uk"});
  foreign.password.reset();
  foreign.foreign_hash = secret("{SSHA}abc");
  CHECK(code_of(accounts.create(foreign)) == errc::invalid_argument);
  CHECK(accounts.list(fixture.tenant, "", 10)->empty());
}

TEST_CASE("accounts are listed page by page, and tell nothing personal") {
  EngineFixture fixture;
  for (const std::string name : {"ada", "bob", "cleo"}) fixture.create(name);
  const auto first = fixture.accounts().list(fixture.tenant, "", 2);
  REQUIRE(first);
  REQUIRE(first->size() == 2);
  const auto rest = fixture.accounts().list(fixture.tenant, first->back().account.text(), 2);
  REQUIRE(rest);
  REQUIRE(rest->size() == 1);
  CHECK(rest->front().account.text() == "cleo");
  CHECK(rest->front().summary.find("cleo") == std::string::npos);
  CHECK(rest->front().summary.find("\"password\":\"argon2id\"") != std::string::npos);
  CHECK(code_of(fixture.accounts().list(fixture.tenant, "", 0)) == errc::invalid_argument);
  CHECK(code_of(fixture.accounts().list(TenantId::parse("other").value(), "", 1)) == errc::not_found);
}

TEST_CASE("a username that was replaced leads nowhere, and is free for others") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  REQUIRE(fixture.accounts().set_usernames(fixture.tenant, ada, {"countess@example.ac.uk"}));
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::password_mismatch);
  CHECK(fixture.type_password("countess", EngineFixture::new_browser()));
  CHECK(fixture.accounts().create(new_account(fixture, "new", {"ada@example.ac.uk"})));
  CHECK(code_of(fixture.accounts().set_usernames(fixture.tenant, ada, {"ada@example.ac.uk"})) ==
        errc::already_exists);
  CHECK(fixture.type_password("countess", EngineFixture::new_browser()));
}

TEST_CASE("a privilege outside 0 to 3 is refused") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  CHECK(code_of(fixture.accounts().set_privilege(fixture.tenant, ada, 4)) == errc::invalid_argument);
  CHECK(fixture.accounts().set_privilege(fixture.tenant, ada, 3));
  CHECK(fixture.event_names(ada).back() == "privilege_changed");
}

TEST_CASE("a password that the host sets ends every session") {
  EngineFixture fixture;
  const Ada ada(fixture);
  REQUIRE(fixture.accounts().set_password(fixture.tenant, ada.account, secret("set by the host itself")));
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::revoked);
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::password_mismatch);
  CHECK(fixture.type_password("ada", EngineFixture::new_browser(), "set by the host itself"));
}

TEST_CASE("a suspended account is told so only behind its password, and resumes") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  REQUIRE(fixture.accounts().suspend(fixture.tenant, ada));
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser(), "wrong")) ==
        errc::password_mismatch);
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::suspended);
  REQUIRE(fixture.accounts().resume(fixture.tenant, ada));
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
}

TEST_CASE("what is exported is the person's, and holds no secret") {
  EngineFixture fixture;
  const Ada ada(fixture);
  REQUIRE(fixture.accounts().set_notice_address(fixture.tenant, ada.account, "ada@home.example"));
  const auto exported = fixture.accounts().export_data(fixture.tenant, ada.account);
  REQUIRE(exported);
  CHECK(says(*exported, "ada@example.ac.uk"));
  CHECK(says(*exported, "ada@home.example"));
  CHECK(says(*exported, "\"Phone\""));
  CHECK(says(*exported, "signed_in"));
  CHECK_FALSE(says(*exported, "argon2id"));
  CHECK_FALSE(says(*exported, ada.app.secret.read_text(SecretAccess::grant())));
}

TEST_CASE("a deleted account is gone: not found, not listed by name, its events without bodies") {
  EngineFixture fixture;
  const Ada ada(fixture);
  REQUIRE(fixture.accounts().remove(fixture.tenant, ada.account));
  CHECK(code_of(fixture.accounts().suspend(fixture.tenant, ada.account)) == errc::not_found);
  CHECK(code_of(fixture.accounts().export_data(fixture.tenant, ada.account)) == errc::not_found);
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::password_mismatch);
  const auto rows = fixture.store->journal(fixture.tenant, ada.account, 1, 100);
  REQUIRE(rows);
  CHECK(
      std::none_of(rows->begin(), rows->end(), [](const JournalRow& row) { return row.bodies.has_value(); }));
  const auto chain = fixture.accounts().verify_events(fixture.tenant, ada.account);
  REQUIRE(chain);
  CHECK(chain->fault.empty());
}

TEST_CASE("a deletion whose second step failed is completed by the same call") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto has_bodies = [&] {
    const auto rows = fixture.store->journal(fixture.tenant, ada.account, 1, 100).value();
    return std::any_of(rows.begin(), rows.end(),
                       [](const JournalRow& row) { return row.bodies.has_value(); });
  };
  fixture.store->on([](const StoreCall& call) { return call.operation == StoreOperation::erase; },
                    Fault::failure, 1);
  CHECK(code_of(fixture.accounts().remove(fixture.tenant, ada.account)) == errc::store_failed);
  CHECK(has_bodies());
  CHECK(fixture.accounts().remove(fixture.tenant, ada.account));
  CHECK_FALSE(has_bodies());
  CHECK(code_of(fixture.accounts().remove(fixture.tenant, ada.account)) == errc::not_found);
}

TEST_CASE("the chain of an untouched account is whole") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto whole = fixture.accounts().verify_events(fixture.tenant, ada.account);
  REQUIRE(whole);
  CHECK(whole->fault.empty());
  CHECK(whole->events == fixture.event_names(ada.account).size());
}

TEST_CASE("events older than the policy's age are pruned, and the chain stays whole behind its anchor") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const std::size_t before = fixture.event_names(ada.account).size();
  CHECK(fixture.accounts().prune_events(fixture.tenant, ada.account).value() == 0);
  fixture.clock->advance(std::chrono::hours(24 * 401));
  REQUIRE(fixture.accounts().set_privilege(fixture.tenant, ada.account, 1));
  CHECK(fixture.accounts().prune_events(fixture.tenant, ada.account).value() > 0);
  CHECK(fixture.event_names(ada.account).size() < before);
  const auto chain = fixture.accounts().verify_events(fixture.tenant, ada.account);
  REQUIRE(chain);
  CHECK(chain->fault.empty());
}

TEST_CASE("events are read from a sequence on, at most as many as asked for") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto some = fixture.accounts().events(fixture.tenant, ada.account, 3, 2);
  REQUIRE(some);
  REQUIRE(some->size() == 2);
  CHECK(some->front().sequence == 3);
  CHECK(code_of(fixture.accounts().events(fixture.tenant, ada.account, 1, 0)) == errc::invalid_argument);
}
