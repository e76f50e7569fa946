#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

const LookupKey& name_key() {
  static const LookupKey key{LookupKind::username, tenant(), bytes("name")};
  return key;
}

// A change that has every part.
Change full_change(std::string_view name, std::uint64_t expected_version, std::uint64_t number) {
  Change change = account_change(name, expected_version, "full", number);
  change.add_lookups = {{LookupKind::device_key, tenant(), bytes(name)}};
  change.messages = {message(number)};
  return change;
}

void expect_nothing_stored(Store& store, std::string_view name) {
  EXPECT(GOT(store.load(account_row(name))).version == 0);
  EXPECT(GOT(store.load(account_row(name))).journal_version == 0);
  EXPECT(GOT(store.journal(tenant(), account(name), 0, 10)).empty());
  EXPECT(!GOT(store.find({LookupKind::device_key, tenant(), bytes(name)})));
  EXPECT(GOT(store.claim(message_time, 10, Duration(1))).empty());
}

void all_parts(const OpenStore& open) {
  const auto store = open();
  EXPECT(GOT(store->commit(full_change("ann", 0, 1))) == CommitOutcome::committed);
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("full"));
  EXPECT(GOT(store->find({LookupKind::device_key, tenant(), bytes("ann")})) == account("ann"));
  const auto journal = GOT(store->journal(tenant(), account("ann"), 0, 10));
  EXPECT(journal.size() == 1);
  EXPECT(journal.at(0).version == 1);
  EXPECT(journal.at(0).commit_id == numbered<CommitId>(1));
  EXPECT(GOT(store->claim(message_time, 10, Duration(1))).size() == 1);
}

void conflict_leaves_nothing(const OpenStore& open) {
  const auto store = open();
  EXPECT(GOT(store->commit(full_change("ann", 4, 1))) == CommitOutcome::conflict);
  expect_nothing_stored(*store, "ann");
}

void key_taken_leaves_nothing(const OpenStore& open) {
  const auto store = open();
  Change owner = account_change("bob", 0, "owner", 1);
  owner.add_lookups = {name_key()};
  GOT(store->commit(owner));
  Change change = full_change("ann", 0, 2);
  change.add_lookups.push_back(name_key());
  EXPECT(GOT(store->commit(change)) == CommitOutcome::key_taken);
  expect_nothing_stored(*store, "ann");
  EXPECT(GOT(store->find(name_key())) == account("bob"));

  EXPECT(GOT(store->commit(full_change("ann", 0, 3))) == CommitOutcome::committed);
  change = account_change("ann", 1, "second", 4);
  change.remove_lookups = {{LookupKind::device_key, tenant(), bytes("ann")}};
  change.add_lookups = {name_key()};
  EXPECT(GOT(store->commit(change)) == CommitOutcome::key_taken);
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("full"));
  EXPECT(GOT(store->find({LookupKind::device_key, tenant(), bytes("ann")})) == account("ann"));
}

void message_id_in_use_leaves_nothing(const OpenStore& open) {
  const auto store = open();
  Change change = full_change("ann", 0, 1);
  change.messages = {message(1), message(1)};
  EXPECT(fails_with(store->commit(change), errc::invalid_argument));
  expect_nothing_stored(*store, "ann");

  GOT(store->commit(full_change("ann", 0, 1)));
  EXPECT(GOT(store->claim(message_time, 10, std::chrono::hours(1))).size() == 1);
  change = full_change("bob", 0, 2);
  change.messages = {message(7), message(1)};
  EXPECT(fails_with(store->commit(change), errc::invalid_argument));
  expect_nothing_stored(*store, "bob");
}

void conflict_before_key(const OpenStore& open) {
  const auto store = open();
  Change owner = account_change("bob", 0, "owner", 1);
  owner.add_lookups = {name_key()};
  GOT(store->commit(owner));
  Change change = account_change("ann", 3, "text", 2);
  change.add_lookups = {name_key()};
  EXPECT(GOT(store->commit(change)) == CommitOutcome::conflict);
}

}  // namespace

void add_atomicity_checks(Checks& checks) {
  checks.push_back({"row, journal, lookup keys and messages are stored together", false, all_parts});
  checks.push_back({"a conflict leaves nothing of the change", false, conflict_leaves_nothing});
  checks.push_back({"a taken key leaves nothing of the change", false, key_taken_leaves_nothing});
  checks.push_back(
      {"a message id in use is refused and leaves nothing", false, message_id_in_use_leaves_nothing});
  checks.push_back({"a conflict is told before a taken key", false, conflict_before_key});
}

}  // namespace counterfoil::testing
