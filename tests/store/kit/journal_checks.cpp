#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

void fill(Store& store, std::uint64_t versions) {
  for (std::uint64_t version = 0; version < versions; ++version) {
    Change change = account_change("ann", version, "text", version + 1);
    change.event_headers = bytes("headers " + std::to_string(version + 1));
    change.event_bodies = bytes("bodies " + std::to_string(version + 1));
    EXPECT(GOT(store.commit(change)) == CommitOutcome::committed);
    GOT(store.commit(account_change("bob", version, "text", version + 100)));
  }
}

std::vector<JournalRow> ann(Store& store, std::uint64_t from = 0, std::size_t limit = 100) {
  return GOT(store.journal(tenant(), account("ann"), from, limit));
}

void pages(const OpenStore& open) {
  const auto store = open();
  fill(*store, 7);
  std::uint64_t next = 1;
  for (const std::size_t size : {3U, 3U, 1U, 0U}) {
    const auto page = ann(*store, next, 3);
    EXPECT(page.size() == size);
    for (const JournalRow& row : page) {
      EXPECT(row.version == next);
      EXPECT(row.commit_id == numbered<CommitId>(next));
      EXPECT(row.headers == bytes("headers " + std::to_string(next)));
      EXPECT(row.bodies == bytes("bodies " + std::to_string(next)));
      ++next;
    }
  }
  EXPECT(ann(*store, 0, 0).empty());
  EXPECT(ann(*store, 6, 100).size() == 2);
}

void unknown_account(const OpenStore& open) {
  const auto store = open();
  EXPECT(GOT(store->journal(tenant(), account("nobody"), 0, 10)).empty());
  GOT(store->prune(tenant(), account("nobody"), 10));
  GOT(store->erase(tenant(), account("nobody"), 10));
}

void prune(const OpenStore& open) {
  const auto store = open();
  fill(*store, 5);
  GOT(store->prune(tenant(), account("ann"), 3));
  auto rows = ann(*store);
  EXPECT(rows.size() == 3);
  EXPECT(rows.at(0).version == 3);
  GOT(store->prune(tenant(), account("ann"), 3));
  EXPECT(ann(*store).size() == 3);
  GOT(store->prune(tenant(), account("ann"), 1'000));
  rows = ann(*store);
  EXPECT(rows.size() == 1);
  EXPECT(rows.at(0).version == 5);
  EXPECT(GOT(store->load(account_row("ann"))).journal_version == 5);
  EXPECT(GOT(store->commit(account_change("ann", 5, "next", 50))) == CommitOutcome::committed);
  EXPECT(GOT(store->load(account_row("ann"))).journal_version == 6);
  EXPECT(GOT(store->journal(tenant(), account("bob"), 0, 100)).size() == 5);
}

void erase(const OpenStore& open) {
  const auto store = open();
  fill(*store, 4);
  GOT(store->erase(tenant(), account("ann"), 3));
  const auto rows = ann(*store);
  EXPECT(rows.size() == 4);
  for (const JournalRow& row : rows) {
    EXPECT(row.headers == bytes("headers " + std::to_string(row.version)));
    EXPECT(row.bodies.has_value() == (row.version == 4));
  }
  EXPECT(GOT(store->journal(tenant(), account("bob"), 0, 1)).at(0).bodies.has_value());
}

void no_bodies_is_not_erased(const OpenStore& open) {
  const auto store = open();
  Change change = account_change("ann", 0, "text", 1);
  change.event_bodies.clear();
  GOT(store->commit(change));
  EXPECT(ann(*store).at(0).bodies == Bytes{});
  GOT(store->erase(tenant(), account("ann"), 1));
  EXPECT(!ann(*store).at(0).bodies);
}

}  // namespace

void add_journal_checks(Checks& checks) {
  checks.push_back({"the journal is read in pages, oldest first", false, pages});
  checks.push_back({"an account without a row has an empty journal", false, unknown_account});
  checks.push_back({"pruning removes what is older and never the newest", false, prune});
  checks.push_back({"erasing removes bodies and leaves headers", false, erase});
  checks.push_back({"a journal row without bodies is not an erased one", false, no_bodies_is_not_erased});
}

}  // namespace counterfoil::testing
