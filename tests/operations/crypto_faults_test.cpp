// Every operation while OpenSSL runs out of memory: a fault of a digest, a seal or a MAC is never an acceptance, and
// changes nothing.

#include <algorithm>
#include <deque>

#include "counterfoil/store/memory_store.hpp"
#include "crypto/working_keys.hpp"
#include "operations/observation.hpp"
#include "operations/openssl_memory.hpp"

using namespace counterfoil;
using namespace counterfoil::operations;
using testing::EngineFixture;
using testing::FaultyStore;

namespace {

/// The contexts that a key keeps for its seals, all lent: each seal then makes one of its own, and has to ask for
/// memory.
class LentContexts {
 public:
  explicit LentContexts(const KeyRing& ring) {
    const auto& keys = ring.primary().working_keys();
    for (std::size_t i = 0; i < detail::key_purpose_count; ++i) {
      const auto purpose = static_cast<detail::KeyPurpose>(i);
      if (!detail::is_seal(purpose)) continue;
      for (int slot = 0; slot < slots; ++slot) lent_.emplace_back(keys.seal_key(purpose));
    }
  }

 private:
  static constexpr int slots = 8;

  struct Lent {
    explicit Lent(const detail::SealKey& key) : lease(key.context()) {}
    detail::SlotPool<detail::XaesContext>::Lease lease;
  };

  std::deque<Lent> lent_;
};

/// An operation in a state, ready to be called, and the store as it was then.
class Prepared {
 public:
  Prepared(const std::string& name, const State& state)
      : operation_(all_operations().at(name)),
        world_(state.bare ? bare_story() : full_story(), state.policy),
        changes_((state.bare ? bare_story() : full_story()).changes) {
    if (state.first) state.first(world_);
    operation_.prepare(world_);
    if (state.then) state.then(world_, operation_);
    if (world_.key.empty()) world_.key = "once";
    for (const auto& call : world_.fixture.store->trace()) {
      if (call.change) changes_.push_back(*call.change);
    }
  }

  /// The store as it was, and an engine that has seen nothing else.
  void rewind() {
    const auto store = memory_store();
    for (const Change& change : changes_) REQUIRE(store->commit(change));
    world_.fixture.store = std::make_shared<FaultyStore>(store);
    world_.fixture.restart();
  }
  std::string run() { return operation_.run(world_); }
  /// Whether something that an event tells of was committed since.
  bool has_told() const {
    const auto trace = world_.fixture.store->trace();
    return std::any_of(trace.begin(), trace.end(),
                       [](const auto& call) { return call.change && !call.change->event_headers.empty(); });
  }
  KeyRing keys() const { return world_.fixture.keys->load().value(); }

 private:
  const Operation& operation_;
  World world_;
  std::vector<Change> changes_;
};

/// Those that have something left to do after their commit: a second reading, a second step.
bool goes_on_after_commit(const std::string& name) {
  return name == "SecurityInfo::begin_totp" || name == "Accounts::remove";
}

/// What one call asks of OpenSSL takes two allocations or more: each of them is failed in one.
constexpr int stride = 2;
/// Whether it can be done again is asked not every time, since passwords are slow.
constexpr int asked_again = 4 * stride;

void sweep(const std::string& name, const State& state) {
  Prepared prepared(name, state);
  const LentContexts lent(prepared.keys());
  prepared.rewind();
  const std::string ordinary = prepared.run();
  for (int at = 0;; at += stride) {
    prepared.rewind();
    std::string outcome;
    {
      const OpensslMemory memory(at);
      outcome = prepared.run();
      if (!memory.has_failed()) break;
    }
    CAPTURE(name, at, outcome);
    const bool failed = outcome == "crypto_failed" || outcome == "out_of_memory";
    // Ordinary: a guard that cannot be cleared, or a known browser that is taken for a stranger's.
    const bool expected = failed || outcome == ordinary;
    CHECK(expected);
    if (failed && !goes_on_after_commit(name)) CHECK_FALSE(prepared.has_told());
    if (failed && at % asked_again == 0) CHECK(prepared.run() == ordinary);
  }
}

/// A phone's operations begin from another story; faults_test.cpp fails what they ask of the other providers.
bool is_of_a_phone(const std::string& name) {
  for (const Operations& operations :
       {prompt_operations(), authenticator_operations(), device_operations()}) {
    if (operations.count(name) > 0) return true;
  }
  return false;
}

}  // namespace

TEST_CASE(
    "[K158] an operation for which OpenSSL has no memory at any call accepts nothing, and can be done "
    "again") {
  REQUIRE(OpensslMemory::is_in_place());
  for (const auto& entry : all_operations()) {
    if (is_of_a_phone(entry.first)) continue;
    State state;
    if (entry.first == "SignIn::answer (host's word)") state.policy = R"({"password": {"keeper": "host"}})";
    sweep(entry.first, state);
  }
}

TEST_CASE("[K158] the same holds at a known browser, in a step-up, in a reset and for what is imported") {
  REQUIRE(OpensslMemory::is_in_place());
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"SignIn::begin", "a known browser"},
      {"SignIn::answer (password)", "a known browser"},
      {"SignIn::answer (password)", "a wrong password at a known browser"},
      {"SignIn::answer (password)", "in a step-up"},
      {"SignIn::answer (password)", "a hash of another system"},
      {"SignIn::answer (code)", "in a reset, as its first proof"},
      {"SignIn::answer (code)", "in a reset, as its second proof"},
      {"SignIn::answer (code)", "in a reset, a name that no account has"},
      {"SignIn::answer (code)", "a wrong code"},
      {"SignIn::answer (code)", "in a step-up"},
      {"SignIn::answer (code)", "for the second time, with the same idempotency key"},
      {"SecurityInfo::rename", "for the second time, with the same idempotency key"},
      {"Accounts::create", "with a hash, a code app and an address of another system"},
      {"Accounts::set_notice_address", "an address in place of another"},
      {"Accounts::export_data", "an address in place of another"},
  };
  for (const auto& [name, state] : cases) sweep(name, all_states().at(state));
}
