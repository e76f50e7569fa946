// One password against many names.

#include <algorithm>
#include <map>
#include <set>

#include "engine/engine_keys.hpp"
#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

TEST_CASE("[A8] one password tried against many names raises an alarm and locks nobody") {
  FixtureOptions options;
  options.policy_json = R"({"spray": {"threshold": 32, "window": "10m"}})";
  EngineFixture fixture(options);
  fixture.create("ada");
  for (int i = 0; i < 40; ++i) {
    CHECK(code_of(fixture.type_password("name" + std::to_string(i), EngineFixture::new_browser(),
                                        "Summer2026 sun")) == errc::password_mismatch);
  }
  CHECK(fixture.alarms->has(AlarmKind::spray));
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
}

TEST_CASE("[A14e] after a spray known and unknown names have the same guards and the same pauses") {
  FixtureOptions options;
  options.policy_json = R"({"guard": {"pause_after": 2}})";
  EngineFixture fixture(options);
  std::vector<std::string> names;
  for (int i = 0; i < 6; ++i) {
    const std::string known = "known" + std::to_string(i);
    NewAccount account{fixture.tenant, AccountId::parse(known).value(), {known + "@example.ac.uk"}};
    if (i % 2 == 0) account.password = secret(EngineFixture::password);
    REQUIRE(fixture.accounts().create(account));
    names.push_back(known);
    names.push_back("unknown" + std::to_string(i));
  }
  fixture.store->forget();
  for (const char* guess : {"Summer2026 sun", "Winter2026 snow"}) {
    for (const std::string& name : names) {
      CHECK(code_of(fixture.type_password(name, EngineFixture::new_browser(), guess)) ==
            errc::password_mismatch);
    }
  }
  // What lies in the store of each name: a guard, as large and as long as any other, and nothing else.
  std::map<std::string, std::vector<Change>> guards;
  for (const StoreCall& call : fixture.store->trace()) {
    // The tenant's own meter is the same whoever was named.
    if (!call.change || call.row == RowKind::meter) continue;
    CHECK((call.row == RowKind::guard));
    guards[call.name].push_back(*call.change);
  }
  CHECK(guards.size() == names.size());
  const auto& one = guards.begin()->second;
  for (const auto& [name, changes] : guards) {
    REQUIRE(changes.size() == 2);
    CHECK(changes[1].bytes.size() == one[1].bytes.size());
    CHECK(changes[1].expires == one[1].expires);
  }
  // The probe: every name answers the same, for the same time.
  std::set<std::pair<errc, Duration>> answers;
  for (const std::string& name : names) {
    const auto probe = fixture.type_password(name, EngineFixture::new_browser());
    REQUIRE_FALSE(probe);
    answers.insert({probe.error().code, probe.error().retry_after.value()});
  }
  CHECK(answers.size() == 1);
  CHECK(answers.begin()->first == errc::throttled);
}

TEST_CASE("[A14e] a spray over 200,000 names pauses none that it did not name often, known or not") {
  // Guards are 24 bits of a keyed digest of the name: a name may share one with others, by chance alone.
  SeededEntropy entropy(9);
  const EngineKeys keys(KeyRing::create(entropy, from_unix_seconds(1'800'000'000)).value());
  const TenantId tenant = TenantId::parse("example").value();
  std::map<std::string, unsigned> failures;
  for (int i = 0; i < 200'000; ++i) {
    ++failures[keys.guard_name(tenant, "name" + std::to_string(i) + "@example.ac.uk").value()];
  }
  unsigned most = 0;
  for (const auto& entry : failures) most = std::max(most, entry.second);
  CHECK(most < Policy{}.guard.pause_after);
  // 200,000² / 2^25 names share a guard, give or take five standard deviations.
  const auto shared = 200'000 - failures.size();
  CHECK(shared > 1192 - 173);
  CHECK(shared < 1192 + 173);
}
