// verify_events through the Accounts door, over journals that somebody with access to the store has altered.

#include <algorithm>
#include <utility>

#include "counterfoil/store/memory_store.hpp"
#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// Ada's commits, as they reached her store.
std::vector<Change> commits_of_ada() {
  EngineFixture fixture;
  const Ada ada(fixture);
  std::vector<Change> changes;
  for (const StoreCall& call : fixture.store->trace()) {
    if (call.change && call.row == RowKind::account) changes.push_back(*call.change);
  }
  return changes;
}

/// An engine over a store in which these commits were made.
struct Altered {
  std::shared_ptr<Store> store = memory_store();
  EngineFixture fixture;
  AccountId account = AccountId::parse("ada").value();

  explicit Altered(const std::vector<Change>& changes) : fixture(over(store)) {
    for (const Change& change : changes) REQUIRE(store->commit(change).value() == CommitOutcome::committed);
  }

  static FixtureOptions over(std::shared_ptr<Store> store) {
    FixtureOptions options;
    options.store = std::move(store);
    return options;
  }

  EventVerification verify() { return fixture.accounts().verify_events(fixture.tenant, account).value(); }
};

/// The sequence of the first event of each commit.
std::vector<std::uint64_t> first_sequences(const std::vector<Change>& changes) {
  Altered whole(changes);
  std::vector<std::uint64_t> firsts;
  for (std::size_t kept = 0; kept < changes.size(); ++kept) {
    Altered part({changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(kept)});
    firsts.push_back(kept == 0 ? 1 : part.verify().events + 1);
  }
  return firsts;
}

}  // namespace

TEST_CASE("an altered header breaks the link of the event after it, which is named") {
  const auto changes = commits_of_ada();
  const auto firsts = first_sequences(changes);
  for (std::size_t altered = 0; altered + 1 < changes.size(); ++altered) {
    auto forged = changes;
    // The last byte belongs to the body's digest of the commit's last event.
    forged[altered].event_headers.back() ^= std::byte{1};
    const auto found = Altered(forged).verify();
    INFO(found.fault);
    REQUIRE(found.first_broken_sequence.has_value());
    CHECK(*found.first_broken_sequence >= firsts[altered]);
    CHECK(*found.first_broken_sequence <= firsts[altered + 1]);
    CHECK_FALSE(found.fault.empty());
  }
}

TEST_CASE("a head that was cut off shows, and the first event that is missing is named") {
  Altered altered(commits_of_ada());
  REQUIRE(altered.store->prune(altered.fixture.tenant, altered.account, 3));
  const auto found = altered.verify();
  CHECK(found.first_broken_sequence == 1);
  CHECK(found.fault == "The oldest events are missing, from event 1 on.");
}

TEST_CASE("a tail that was cut off shows, and the first event that is missing is named") {
  auto changes = commits_of_ada();
  const auto firsts = first_sequences(changes);
  changes.back().event_headers.clear();
  changes.back().event_bodies.clear();
  const auto found = Altered(changes).verify();
  CHECK(found.first_broken_sequence == firsts.back());
  CHECK(found.fault == "The newest events are missing, from event " + std::to_string(firsts.back()) + " on.");
  CHECK(found.events == firsts.back() - 1);
}

TEST_CASE("an erased body leaves the chain whole") {
  Altered altered(commits_of_ada());
  const auto before = altered.verify();
  REQUIRE(altered.store->erase(altered.fixture.tenant, altered.account, 3));
  const auto found = altered.verify();
  CHECK(found.fault.empty());
  CHECK_FALSE(found.first_broken_sequence.has_value());
  CHECK(found.events == before.events);
  const auto events =
      altered.fixture.accounts().events(altered.fixture.tenant, altered.account, 0, 1000).value();
  CHECK(events.front().erased);
  CHECK_FALSE(events.back().erased);
}

TEST_CASE("an edited body is not the one that its header is of, and its event is named") {
  const auto changes = commits_of_ada();
  const auto firsts = first_sequences(changes);
  auto forged = changes;
  forged[1].event_bodies.back() ^= std::byte{1};
  const auto found = Altered(forged).verify();
  INFO(found.fault);
  REQUIRE(found.first_broken_sequence.has_value());
  CHECK(*found.first_broken_sequence >= firsts[1]);
  CHECK(*found.first_broken_sequence < firsts[2]);
}

TEST_CASE("rows that changed places are found at the first that is not where it belongs") {
  const auto changes = commits_of_ada();
  const auto firsts = first_sequences(changes);
  auto swapped = changes;
  std::swap(swapped[1].event_headers, swapped[2].event_headers);
  std::swap(swapped[1].event_bodies, swapped[2].event_bodies);
  const auto found = Altered(swapped).verify();
  INFO(found.fault);
  CHECK(found.first_broken_sequence == firsts[1]);
}

TEST_CASE("a journal that is shorter than its row refuses the account before any event is looked at") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.store->tamper([](const RowKey& key, Row& row) {
    if (key.kind == RowKind::account) --row.journal_version;
  });
  CHECK(code_of(fixture.accounts().verify_events(fixture.tenant, ada.account)) == errc::document_damaged);
  CHECK(fixture.alarms->has(AlarmKind::document_damaged));
}

TEST_CASE("events are not read from a journal whose bodies were edited") {
  auto changes = commits_of_ada();
  changes[1].event_bodies.back() ^= std::byte{1};
  Altered altered(changes);
  CHECK(code_of(altered.fixture.accounts().events(altered.fixture.tenant, altered.account, 0, 100)) ==
        errc::document_damaged);
  CHECK(code_of(altered.fixture.accounts().export_data(altered.fixture.tenant, altered.account)) ==
        errc::document_damaged);
}
