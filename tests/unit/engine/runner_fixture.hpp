#pragma once

#include <memory>

#include "counterfoil/store/memory_store.hpp"
#include "engine/account_runner.hpp"
#include "engine/guard_runner.hpp"
#include "engine_fixture.hpp"
#include "support/key_rings.hpp"

namespace counterfoil::testing {

/// What runners run on: a memory store that fails on demand, a clock that stands, the keys of a seed.
struct RunnerFixture {
  TenantId tenant = TenantId::parse("example").value();
  AccountId ada = AccountId::parse("ada").value();
  Policy policy;
  std::shared_ptr<FaultyStore> store = std::make_shared<FaultyStore>(memory_store());
  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
  std::shared_ptr<RecordedAlarms> alarms = std::make_shared<RecordedAlarms>();
  std::shared_ptr<MemoryKeyRing> keys = std::make_shared<MemoryKeyRing>(ring_of(1));
  std::shared_ptr<Entropy> entropy = std::make_shared<SeededEntropy>(2);
  std::shared_ptr<Witness> witness = process_witness();

  RunnerProviders providers() const {
    return {store, clock, entropy, LiveKeyRing::open(keys).value(), witness, alarms};
  }
  AccountRun run() const { return {tenant, ada, policy}; }
  GuardKey guard() const { return {tenant, "0a1b2c", policy}; }

  /// No time for a second try.
  void give_no_time() { policy.deadlines.operation = Duration::zero(); }

  void create_ada(AccountRunner& runner) const {
    REQUIRE(runner.create(run(), [&](const auto&, const Facts& facts) -> Result<Draft> {
      AccountDocument document(tenant, ada);
      document.incarnation = random_id<Incarnation>(facts.entropy).value();
      document.created = facts.now;
      Draft draft(std::move(document));
      draft.record({.type = EventType::account_created});
      return draft;
    }));
  }
};

}  // namespace counterfoil::testing
