// Rules that look at a document alone, on documents made for them.

#include <algorithm>

#include "engine/assurance_rules.hpp"
#include "engine/decide_first_factor.hpp"
#include "engine/decide_report.hpp"
#include "engine/idempotency.hpp"
#include "engine/lanes.hpp"
#include "engine/methods.hpp"
#include "engine/stamps.hpp"
#include "support/catch.hpp"
#include "support/key_rings.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

const Timestamp now = from_unix_seconds(1'800'000'000);

template <class Id>
Id id_of(int number) {
  std::array<std::byte, 16> bytes{};
  bytes.fill(static_cast<std::byte>(number));
  return Id(bytes);
}

struct Scene {
  TenantId tenant = TenantId::parse("example").value();
  Policy policy;
  EngineKeys keys{ring_of(1)};
  SeededEntropy entropy{2};
  AccountDocument account{tenant, AccountId::parse("ada").value()};

  Scene() { account.incarnation = id_of<Incarnation>(1); }
  Facts facts() { return {tenant, policy, keys, now, entropy}; }
  Method& add_app(int number) {
    Method method;
    method.id = id_of<MethodId>(number);
    method.payload = Totp{};
    account.methods.push_back(method);
    account.had_second_factor = true;
    return account.methods.back();
  }
  BrowserId add_browser() {
    KnownBrowser browser;
    browser.id = id_of<BrowserId>(7);
    browser.since = now;
    account.browsers.push_back(browser);
    return browser.id;
  }
};

}  // namespace

TEST_CASE("the oldest of the strongest usable methods is the next default") {
  Scene scene;
  CHECK_FALSE(strongest_default(scene.account, scene.policy));
  scene.add_app(1).suspended = true;
  CHECK_FALSE(strongest_default(scene.account, scene.policy));
  scene.add_app(2);
  scene.add_app(3);
  CHECK(strongest_default(scene.account, scene.policy) == id_of<MethodId>(2));
}

TEST_CASE("an account can sign in with a first factor, and a second one if it ever had one") {
  Scene scene;
  CHECK_FALSE(can_sign_in(scene.account, scene.policy));
  scene.policy.password.keeper = PasswordKeeper::host;
  CHECK(can_sign_in(scene.account, scene.policy));
  scene.account.had_second_factor = true;
  CHECK_FALSE(can_sign_in(scene.account, scene.policy));
  scene.add_app(1);
  CHECK(can_sign_in(scene.account, scene.policy));
}

TEST_CASE("a stamp of a suspended or deleted account, or of another epoch, is no longer good") {
  Scene scene;
  const AccountStamp stamp = stamp_of(scene.account);
  const auto code = [&] {
    const auto checked = check_stamp(scene.account, stamp);
    return checked ? std::string("good") : std::string(name_of(checked.error().code));
  };
  CHECK(code() == "good");
  scene.account.state = AccountState::suspended;
  CHECK(code() == "suspended");
  scene.account.state = AccountState::deleted;
  CHECK(code() == "revoked");
  scene.account.state = AccountState::active;
  bump_epoch(scene.account);
  CHECK(code() == "revoked");
}

TEST_CASE("a recovery code makes a sign-in a fresh multi-factor one, and an old one does not") {
  const ProvedFactor password{FactorKind::password, std::nullopt, now};
  const ProvedFactor code{FactorKind::recovery_code, id_of<MethodId>(1), now - 10min};
  CHECK(is_fresh_multi_factor({password, code}, 11min, now));
  CHECK_FALSE(is_fresh_multi_factor({password, code}, 10min, now));
  CHECK_FALSE(is_fresh_multi_factor({password}, 10min, now));
}

TEST_CASE("a browser is a stranger's once it is too old or all of them failed too often") {
  Scene scene;
  const BrowserId browser = scene.add_browser();
  CHECK(lane_of(scene.account, browser, scene.policy, now) == Lane::known_browser);
  CHECK(lane_of(scene.account, browser, scene.policy, now + Days(180)) == Lane::stranger);
  scene.account.known_failures.add(30, now);
  CHECK(lane_of(scene.account, browser, scene.policy, now) == Lane::stranger);
  CHECK(lane_of(scene.account, id_of<BrowserId>(9), scene.policy, now) == Lane::stranger);
}

TEST_CASE("a password try is reserved in the lane of a known browser of an active account only") {
  Scene scene;
  TicketState ticket;
  ticket.known_browser = scene.add_browser();
  {
    Draft draft(scene.account);
    CHECK(reserve_known_password_try(draft, ticket, scene.facts()).value());
    CHECK(draft.account().browsers[0].failures_in_a_row == 1);
  }
  {
    AccountDocument suspended = scene.account;
    suspended.state = AccountState::suspended;
    Draft draft(suspended);
    CHECK_FALSE(reserve_known_password_try(draft, ticket, scene.facts()).value());
    CHECK_FALSE(draft.changed());
  }
  {
    AccountDocument failed = scene.account;
    failed.browsers[0].failures_in_a_row = 5;
    Draft draft(failed);
    CHECK_FALSE(reserve_known_password_try(draft, ticket, scene.facts()).value());
    CHECK_FALSE(draft.changed());
  }
}

TEST_CASE("a report undoes what came after its event, and leaves what was before it") {
  Scene scene;
  scene.add_app(1).added_by = 2;
  scene.add_app(2).added_by = 5;
  scene.add_app(3).suspended = true;
  scene.account.methods.back().added_by = 6;
  for (const int number : {4, 5}) {
    RemovedMethod removed;
    removed.method.id = id_of<MethodId>(number);
    removed.method.payload = Totp{};
    removed.removed_by = static_cast<std::uint64_t>(number);
    removed.removed = now;
    scene.account.removed_methods.push_back(removed);
  }
  scene.account.events.head_sequence = 9;
  Draft draft(scene.account);
  const ReportState report{scene.account.account, scene.account.incarnation, 5, now + 1h};
  const auto outcome = decide_report(draft, report, scene.facts());
  REQUIRE(outcome);
  CHECK(outcome->methods_suspended == 1);
  CHECK(outcome->methods_restored == 1);
  CHECK(draft.account().removed_methods.size() == 1);
  CHECK(draft.account().default_method == id_of<MethodId>(1));
  // There is no password that would have to be changed, and so nothing to sign in with.
  CHECK_FALSE(draft.account().password_change_required);
  CHECK(draft.account().recovery_open);
}

TEST_CASE("a report of an event before or after those that were reported is another report") {
  for (const auto& [sequence, is_new] :
       std::vector<std::pair<std::uint64_t, bool>>{{3, true}, {4, false}, {6, false}, {7, true}}) {
    Scene scene;
    scene.account.events.head_sequence = 9;
    scene.account.reported_from = 4;
    scene.account.reported_until = 6;
    Draft draft(scene.account);
    const ReportState report{scene.account.account, scene.account.incarnation, sequence, now + 1h};
    REQUIRE(decide_report(draft, report, scene.facts()));
    CHECK(draft.changed() == is_new);
  }
}

TEST_CASE("a refusal that is kept is given again with its time") {
  const Error throttled(errc::throttled, "try again later", 1500ms);
  CHECK(refusal_of(outcome_of(throttled)) == throttled);
  const Error mismatch(errc::code_mismatch, "the code does not match");
  CHECK(refusal_of(outcome_of(mismatch)) == mismatch);
  CHECK_FALSE(refusal_of(KeptOutcome{}));
}
