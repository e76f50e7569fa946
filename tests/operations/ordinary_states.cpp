#include "operations/operation.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;
using testing::EngineFixture;

namespace {

State later(Duration time) {
  return then([time](World& world) { world.fixture.clock->advance(time); });
}

State policy(const std::string& json) {
  State state;
  state.policy = json;
  return state;
}

State repeated(const std::string& key) {
  State state;
  state.then = [key](World& world, const Operation& operation) {
    world.key = key;
    (void)operation.run(world);
  };
  return state;
}

void alter_rows(World& world) {
  world.fixture.store->tamper([](const RowKey& key, Row& row) {
    if (key.kind == RowKind::account && !row.bytes.empty()) row.bytes[row.bytes.size() / 2] ^= std::byte{1};
  });
}

void use_key(World& world) {
  world.key = "used";
  const MethodId& method = world.app.method.is_nil() ? world.phone_method : world.app.method;
  REQUIRE(world.security_info().rename(world.caller(), method, "Old phone"));
}

}  // namespace

State first(std::function<void(World&)> change, const std::string& policy) {
  State state;
  state.policy = policy;
  state.first = std::move(change);
  return state;
}

State then(std::function<void(World&)> change, const std::string& policy) {
  State state;
  state.policy = policy;
  state.then = [change = std::move(change)](World& world, const Operation&) { change(world); };
  return state;
}

State bare(State state) {
  state.bare = true;
  return state;
}

States ordinary_states() {
  return {
      {"the ordinary case", {}},
      {"an account with a password only", bare({})},
      {"an account with a password only, proved 10 minutes ago", bare(later(10min))},
      {"the host keeps the passwords", policy(R"({"password": {"keeper": "host"}})")},
      {"the policy denies code apps", policy(R"({"methods": {"deny": ["totp"]}})")},
      {"the policy denies authenticators", policy(R"({"methods": {"deny": ["authenticator_app"]}})")},
      {"the policy denies recovery codes", policy(R"({"methods": {"deny": ["recovery_codes"]}})")},
      {"no such tenant",
       then([](World& w) { w.tenant = w.created.tenant = TenantId::parse("elsewhere").value(); })},
      {"another session",
       then([](World& w) { w.mine.session = w.browser.session = EngineFixture::new_browser().session; })},
      {"a context with a control character", then([](World& w) { w.context.place = "\x1B[2J"; })},
      {"the proof is 10 minutes old", later(10min)},
      {"the assurance is a day old", later(24h)},
      {"signed out everywhere since", then([](World& w) { w.sign_out_everywhere(); })},
      {"the session was ended since",
       then([](World& w) { REQUIRE(w.security_info().end_session(w.caller(), w.session)); })},
      {"the account was suspended since",
       then([](World& w) { REQUIRE(w.accounts().suspend(w.fixture.tenant, w.account)); })},
      {"the account was suspended and resumed since", then([](World& w) {
         REQUIRE(w.accounts().suspend(w.fixture.tenant, w.account));
         REQUIRE(w.accounts().resume(w.fixture.tenant, w.account));
       })},
      {"the account was deleted since",
       then([](World& w) { REQUIRE(w.accounts().remove(w.fixture.tenant, w.account)); })},
      {"the row was altered in the store", then(alter_rows)},
      {"for the second time", repeated("")},
      {"for the second time, with the same idempotency key", repeated("again")},
      {"an idempotency key that was used for something else", then(use_key)},
      {"an idempotency key of 65 bytes", then([](World& w) { w.key = std::string(65, 'k'); })},
  };
}

}  // namespace counterfoil::operations
