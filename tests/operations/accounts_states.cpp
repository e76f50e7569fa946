#include "operations/operation.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;
using testing::secret;

namespace {

ImportedTotp imported(const std::string& bytes) {
  ImportedTotp totp;
  totp.secret = secret(bytes);
  return totp;
}

void set_address(World& world, const std::string& address) {
  REQUIRE(world.accounts().set_notice_address(world.tenant, world.account, address));
}

void import_all(World& world) {
  world.created.password.reset();
  world.created.foreign_hash = secret("{FOREIGN}carol");
  world.created.totp.push_back(imported("12345678901234567890"));
  world.created.notice_address = "bob@home.example";
}

States creations() {
  return {
      {"with a hash, a code app and an address of another system", first(import_all)},
      {"with neither a password nor a hash", first([](World& w) { w.created.password.reset(); })},
      {"with a password and a hash",
       first([](World& w) { w.created.foreign_hash = secret("{FOREIGN}carol"); })},
      {"the id is in use", first([](World& w) { w.created.account = w.account; })},
      {"a username that is in use", first([](World& w) {
         w.created.usernames = w.usernames = {"bob@student.example.ac.uk", "ada@example.ac.uk"};
         w.account = w.created.account;
       })},
      {"the id of a deleted account", first([](World& w) {
         REQUIRE(w.accounts().remove(w.tenant, w.account));
         w.created.account = w.account;
         w.created.usernames = {"ada@example.ac.uk"};
       })},
      {"a common password",
       first([](World& w) { w.created.password = w.replacement = secret("password123"); })},
      {"a username in no realm",
       first([](World& w) { w.created.usernames = w.usernames = {"ada@elsewhere.example"}; })},
      {"no username", first([](World& w) { w.created.usernames = w.usernames = {}; })},
      {"a username twice", first([](World& w) {
         w.created.usernames = w.usernames = {"eve@example.ac.uk", "EVE@example.ac.uk"};
       })},
      {"a privilege of 4", first([](World& w) { w.created.privilege = w.privilege = 4; })},
      {"what is no address", first([](World& w) { w.created.notice_address = w.address = "no address"; })},
      {"a code app with a secret of 5 bytes",
       first([](World& w) { w.created.totp.push_back(imported("short")); })},
  };
}

States changes() {
  return {
      {"no such account", first([](World& w) { w.account = AccountId::parse("nobody").value(); })},
      {"a username of another account", first([](World& w) {
         w.fixture.create("bob");
         w.usernames = {"bob@example.ac.uk"};
       })},
      {"the usernames that it has", first([](World& w) { w.usernames = {"ada@example.ac.uk"}; })},
      {"an address in place of another", first([](World& w) { set_address(w, "old@home.example"); })},
      {"no address any more", first([](World& w) {
         set_address(w, "old@home.example");
         w.address.reset();
       })},
      {"the privilege that it has", first([](World& w) { w.privilege = 0; })},
      {"a suspended account", first([](World& w) { REQUIRE(w.accounts().suspend(w.tenant, w.account)); })},
      {"a deleted account", first([](World& w) { REQUIRE(w.accounts().remove(w.tenant, w.account)); })},
      {"a deletion that was interrupted", first([](World& w) {
         w.fixture.store->on(
             [](const testing::StoreCall& call) { return call.operation == testing::StoreOperation::erase; },
             testing::Fault::failure, 1);
         REQUIRE_FALSE(w.accounts().remove(w.tenant, w.account));
       })},
      {"events older than the policy keeps", first([](World& w) { w.fixture.clock->advance(24h * 401); })},
  };
}

}  // namespace

States accounts_states() {
  States states = creations();
  States more = changes();
  states.merge(more);
  return states;
}

}  // namespace counterfoil::operations
