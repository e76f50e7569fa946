// Every operation while its environment fails: at each call for randomness, at each call of the store, without a clock,
// and with fields whose key is gone. Never a success that did not happen, and it can be tried again.

#include <algorithm>
#include <atomic>

#include "operations/observation.hpp"
#include "operations/phones.hpp"

using namespace counterfoil;
using namespace counterfoil::operations;
using testing::EngineFixture;
using testing::Fault;
using testing::StoreCall;

namespace {

/// Fails the call with this number, counted from 0, and no other.
class EntropyThatFailsOnce final : public Entropy {
 public:
  explicit EntropyThatFailsOnce(int at) : left_(at) {}

  Result<void> fill(std::span<std::byte> out) override {
    if (left_-- == 0) return Error(errc::entropy_failed, "entropy: failed on purpose");
    return bytes_.fill(out);
  }
  bool has_failed() const { return left_ < 0; }

 private:
  testing::SeededEntropy bytes_{23};
  std::atomic<int> left_;
};

std::string policy_for(const std::string& operation) {
  return operation == "SignIn::answer (host's word)" ? R"({"password": {"keeper": "host"}})" : "{}";
}

/// What the operation leads to when nothing fails.
std::string ordinary_outcome(const std::string& name, const Operation& operation) {
  World world(operation.story(), policy_for(name));
  operation.prepare(world);
  return operation.run(world);
}

/// How a phone is told that something failed.
bool is_phones(const std::string& operation) {
  return operation.rfind("Devices::", 0) == 0;
}

/// What an error of the environment leads to.
std::string told(const std::string& operation, errc code) {
  return is_phones(operation) ? "unavailable" : std::string(name_of(code));
}

bool is_environment(const std::string& outcome) {
  if (outcome == "unavailable") return true;
  const auto codes = {errc::store_failed,     errc::provider_failed,   errc::entropy_failed,
                      errc::clock_failed,     errc::key_retired,       errc::key_not_found,
                      errc::document_damaged, errc::deadline_exceeded, errc::outcome_unknown};
  return std::any_of(codes.begin(), codes.end(), [&](errc code) { return outcome == name_of(code); });
}

void sign_in_again(World& world) {
  if (!world.app.method.is_nil()) {
    world.assurance = world.fixture.sign_in_by_code("ada", world.mine, world.app).assurance;
    return;
  }
  world.browser = world.mine;
  ask(world);
  answer_with(world, Verdict::approve);
  world.proof = DeviceAnswer{};
  const auto outcome = world.answer();
  world.assurance = std::get<SignedIn>(outcome.value()).assurance;
  world.browser = world.stranger;
}

/// The next primary key; what was sealed before stays under the old one.
KeyId rotate(EngineFixture& fixture) {
  testing::SeededEntropy entropy(31);
  const KeyRing first = fixture.keys->load().value();
  const KeyRing second = first.with_new_key(entropy, fixture.clock->now().value()).value();
  fixture.keys->replace(second.with_primary(second.keys().back().id).value());
  fixture.restart();
  return first.primary().id();
}

void retire(EngineFixture& fixture, const KeyId& key) {
  const KeyRing ring = fixture.keys->load().value();
  fixture.keys->replace(ring.with_retired(key, fixture.clock->now().value()).value());
  fixture.restart();
}

}  // namespace

TEST_CASE("[G114] an operation whose randomness fails at any call fails with it, and can be done again") {
  for (const auto& [name, operation] : all_operations()) {
    const std::string ordinary = ordinary_outcome(name, operation);
    for (int at = 0;; ++at) {
      World world(operation.story(), policy_for(name));
      operation.prepare(world);
      const auto entropy = std::make_shared<EntropyThatFailsOnce>(at);
      world.fixture.use_entropy(entropy);
      const std::string outcome = operation.run(world);
      if (!entropy->has_failed()) break;
      CAPTURE(name, at, outcome);
      // A guard that cannot be cleared does not undo the sign-in: then it is the ordinary outcome.
      const std::string failed = told(name, errc::entropy_failed);
      const bool expected = outcome == failed || outcome == ordinary;
      CHECK(expected);
      if (outcome == failed) CHECK(operation.run(world) == ordinary);
    }
  }
}

TEST_CASE("[I131] an operation whose store fails at any call accepts nothing, and can be done again") {
  for (const auto& [name, operation] : all_operations()) {
    const std::string ordinary = ordinary_outcome(name, operation);
    for (int at = 0;; ++at) {
      World world(operation.story(), policy_for(name));
      operation.prepare(world);
      int calls = 0;
      world.fixture.store->on([&](const StoreCall&) { return calls++ == at; },
                              at % 2 == 0 ? Fault::failure : Fault::exception);
      const std::string outcome = operation.run(world);
      if (calls <= at) break;
      CAPTURE(name, at, outcome);
      const bool expected = is_environment(outcome) || outcome == ordinary;
      CHECK(expected);
      if (is_environment(outcome)) CHECK(operation.run(world) == ordinary);
    }
  }
}

TEST_CASE("without a clock no operation does what it does with one") {
  for (const auto& [name, operation] : all_operations()) {
    World world(operation.story(), policy_for(name));
    operation.prepare(world);
    world.fixture.clock->fail();
    const std::string outcome = operation.run(world);
    CAPTURE(name, outcome);
    const bool needs_none = name == "Accounts::list";
    CHECK((outcome == told(name, errc::clock_failed)) != needs_none);
  }
}

TEST_CASE("an operation that needs a field whose key was retired is refused as a fault") {
  for (const auto& [name, operation] : all_operations()) {
    World world(operation.story(), policy_for(name));
    const TenantId& tenant = world.fixture.tenant;
    REQUIRE(world.accounts().set_notice_address(tenant, world.account, "ada@home.example"));
    const KeyId old = rotate(world.fixture);
    // The owner signs in under the new key, and the username is sealed by it; all else is as before.
    if (policy_for(name) == "{}") {
      sign_in_again(world);
    }
    REQUIRE(world.accounts().set_usernames(tenant, world.account, {"ada@example.ac.uk"}));
    world.fixture.next_step();
    if (policy_for(name) == "{}") operation.prepare(world);
    retire(world.fixture, old);
    const std::string outcome = operation.run(world);
    CAPTURE(name, outcome);
    const bool reads_old_field = outcome == told(name, errc::key_retired);
    const bool is_ordinary = outcome == ordinary_outcome(name, operation);
    const bool expected = reads_old_field || is_ordinary || outcome == "not_found";
    CHECK(expected);
    if (name == "SignIn::answer (code)" || name == "SignIn::answer (password)") CHECK(reads_old_field);
  }
}
