#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "store/kit/threads.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

std::size_t messages_waiting(Store& store) {
  return GOT(store.claim(message_time, 100, Duration(1))).size();
}

void reply_lost_after_commit(const OpenStore& open) {
  const auto store = open();
  Change change = account_change("ann", 0, "text", 1);
  change.add_lookups = {{LookupKind::username, tenant(), bytes("ann")}};
  change.messages = {message(1)};
  for (int submission = 0; submission < 3; ++submission) {
    EXPECT(GOT(store->commit(change)) == CommitOutcome::committed);
  }
  EXPECT(GOT(store->load(account_row("ann"))).version == 1);
  EXPECT(GOT(store->journal(tenant(), account("ann"), 0, 10)).size() == 1);
  EXPECT(messages_waiting(*store) == 1);
}

void crash_before_reply(const OpenStore& open) {
  const Change change = account_change("ann", 0, "text", 1);
  EXPECT(GOT(open()->commit(change)) == CommitOutcome::committed);
  const auto store = open();
  EXPECT(GOT(store->load(account_row("ann"))).version == 1);
  EXPECT(GOT(store->commit(change)) == CommitOutcome::committed);
  EXPECT(GOT(store->load(account_row("ann"))).version == 1);
}

void somebody_else_won(const OpenStore& open) {
  const auto store = open();
  EXPECT(GOT(store->commit(account_change("ann", 0, "winner", 1))) == CommitOutcome::committed);
  EXPECT(GOT(store->commit(account_change("ann", 0, "loser", 2))) == CommitOutcome::conflict);
  EXPECT(GOT(store->commit(account_change("ann", 1, "next", 3))) == CommitOutcome::committed);
  EXPECT(GOT(store->commit(account_change("ann", 0, "loser", 2))) == CommitOutcome::conflict);
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("next"));
}

void others_came_after(const OpenStore& open) {
  const auto store = open();
  const Change ours = account_change("ann", 0, "ours", 1);
  EXPECT(GOT(store->commit(ours)) == CommitOutcome::committed);
  for (std::uint64_t version = 1; version < 5; ++version) {
    EXPECT(GOT(store->commit(account_change("ann", version, "later", version + 1))) ==
           CommitOutcome::committed);
  }
  EXPECT(GOT(store->commit(ours)) == CommitOutcome::committed);
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("later"));
  EXPECT(GOT(store->load(account_row("ann"))).version == 5);
}

void key_moved_since(const OpenStore& open) {
  const auto store = open();
  const LookupKey key{LookupKind::username, tenant(), bytes("name")};
  Change ours = account_change("ann", 0, "ours", 1);
  ours.add_lookups = {key};
  EXPECT(GOT(store->commit(ours)) == CommitOutcome::committed);
  Change given_up = account_change("ann", 1, "given up", 2);
  given_up.remove_lookups = {key};
  EXPECT(GOT(store->commit(given_up)) == CommitOutcome::committed);
  Change others = account_change("bob", 0, "others", 3);
  others.add_lookups = {key};
  EXPECT(GOT(store->commit(others)) == CommitOutcome::committed);
  EXPECT(GOT(store->commit(ours)) == CommitOutcome::committed);
  EXPECT(GOT(store->find(key)) == account("bob"));
}

void pruned_since(const OpenStore& open) {
  const auto store = open();
  const Change ours = account_change("ann", 0, "ours", 1);
  GOT(store->commit(ours));
  GOT(store->commit(account_change("ann", 1, "later", 2)));
  GOT(store->prune(tenant(), account("ann"), 2));
  EXPECT(fails_with(store->commit(ours), errc::outcome_unknown));
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("later"));
}

void guards_have_no_journal(const OpenStore& open) {
  const auto store = open();
  const Change change = guard_change("g", 0, "text");
  EXPECT(GOT(store->commit(change)) == CommitOutcome::committed);
  EXPECT(GOT(store->commit(change)) == CommitOutcome::conflict);
}

void in_flight(const OpenStore& open) {
  const std::vector<std::shared_ptr<Store>> stores = {open(), open(), open()};
  for (std::uint64_t version = 0; version < 8; ++version) {
    Change change = account_change("ann", version, "text", version + 1);
    change.messages = {message(version + 1)};
    start_together(24, [&](std::size_t index) {
      EXPECT(GOT(stores[index % stores.size()]->commit(change)) == CommitOutcome::committed);
    });
    EXPECT(GOT(stores[0]->load(account_row("ann"))).version == version + 1);
  }
  EXPECT(messages_waiting(*stores[0]) == 8);
}

}  // namespace

void add_resubmission_checks(Checks& checks) {
  checks.push_back({"[I125] a change submitted again after a lost reply is committed once", false,
                    reply_lost_after_commit});
  checks.push_back({"[I124] a change committed before a crash is found by its second submission", false,
                    crash_before_reply});
  checks.push_back(
      {"[I125] a change submitted again conflicts when somebody else won", false, somebody_else_won});
  checks.push_back({"[I125] a change submitted again is found below later ones", false, others_came_after});
  checks.push_back(
      {"[I125] a change submitted again is found although its key has moved since", false, key_moved_since});
  checks.push_back({"[I125] a change whose journal row was pruned stays unknown", false, pruned_since});
  checks.push_back({"a guard's change submitted again is a conflict", false, guards_have_no_journal});
  checks.push_back(
      {"[I125] a change submitted again while it is in flight is committed once", true, in_flight});
}

}  // namespace counterfoil::testing
