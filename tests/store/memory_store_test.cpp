#include "counterfoil/store/memory_store.hpp"

#include "store/conformance.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

OpenStore one_memory() {
  return [store = memory_store()] { return store; };
}

}  // namespace

TEST_CASE("[C34][I124][I125] the memory store keeps the contract of stores") {
  run_conformance(false, one_memory);
}

TEST_CASE("[I125] the memory store keeps the contract of stores under races", "[race]") {
  run_conformance(true, one_memory);
}

TEST_CASE("two memory stores have nothing in common") {
  const auto one = memory_store();
  const auto other = memory_store();
  CHECK(one->commit(account_change("ann", 0, "one", 1)).value() == CommitOutcome::committed);
  CHECK(other->load(account_row("ann")).value().version == 0);
}
