#include "counterfoil/store/memory_store.hpp"

#include "support/catch.hpp"
#include "support/changes.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("two memory stores have nothing in common") {
  const auto one = memory_store();
  const auto other = memory_store();
  CHECK(one->commit(account_change("ann", 0, "one", 1)).value() == CommitOutcome::committed);
  CHECK(other->load(account_row("ann")).value().version == 0);
}
