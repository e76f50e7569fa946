#pragma once

#include <functional>

#include "engine/account_runner.hpp"
#include "engine_fixture.hpp"

namespace counterfoil::testing {

/// Changes an account as another version of the library might: genuine to this one, and not what it would write.
inline void edit_document(EngineFixture& fixture, const AccountId& account,
                          const std::function<void(AccountDocument&, const Facts&)>& change) {
  AccountRunner runner({fixture.store, fixture.clock, std::make_shared<SeededEntropy>(41),
                        LiveKeyRing::open(fixture.keys).value(), process_witness(), fixture.alarms});
  const Policy policy;
  const auto edited =
      runner.run({fixture.tenant, account, policy}, [&](Draft& draft, const Facts& facts) -> Result<void> {
        change(draft.edit(), facts);
        return {};
      });
  INFO((edited ? "" : edited.error().message));
  REQUIRE(edited);
}

}  // namespace counterfoil::testing
