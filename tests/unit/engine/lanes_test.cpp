#include "engine/lanes.hpp"

#include "support/catch.hpp"
#include "support/key_rings.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("[A13] a known browser is charged with every code that a try covers") {
  const TenantId tenant = TenantId::parse("example").value();
  const Policy policy;
  const EngineKeys keys(ring_of(1));
  SeededEntropy entropy(1);
  const Facts facts{tenant, policy, keys, from_unix_seconds(1'800'000'000), entropy};
  AccountDocument account(tenant, AccountId::parse("ada").value());
  account.browsers.emplace_back().since = from_unix_seconds(1'800'000'000);
  Draft draft(account);
  FailedGuess guess{MethodId{},
                    FactorKind::totp,
                    errc::code_mismatch,
                    Lane::known_browser,
                    account.browsers.front().id,
                    5,
                    true,
                    {}};
  for (std::uint64_t tries = 1; tries <= 3; ++tries) {
    charge_failure(draft, guess, facts);
    CHECK(draft.account().known_failures.last_30_days(facts.now) == 5 * tries);
    CHECK(draft.account().browsers.front().failures_in_a_row == tries);
  }
}
