#include <atomic>
#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

LookupKey key(std::string_view text, LookupKind kind = LookupKind::username) {
  return {kind, tenant(), bytes(text)};
}

// Commits to `name` at `version`, removing and adding keys.
CommitOutcome move_keys(Store& store, std::string_view name, std::uint64_t version,
                        std::vector<LookupKey> removed, std::vector<LookupKey> added) {
  static std::atomic<std::uint64_t> number{1'000};
  Change change = account_change(name, version, "text", ++number);
  change.remove_lookups = std::move(removed);
  change.add_lookups = std::move(added);
  return GOT(store.commit(change));
}

void finds_its_account(const OpenStore& open) {
  const auto store = open();
  EXPECT(!GOT(store->find(key("ann"))));
  EXPECT(move_keys(*store, "a-1", 0, {}, {key("ann"), key("anna")}) == CommitOutcome::committed);
  EXPECT(GOT(store->find(key("ann"))) == account("a-1"));
  EXPECT(GOT(store->find(key("anna"))) == account("a-1"));
  EXPECT(!GOT(store->find(key("an"))));
}

void kinds_are_apart(const OpenStore& open) {
  const auto store = open();
  EXPECT(move_keys(*store, "a-1", 0, {}, {key("x", LookupKind::credential)}) == CommitOutcome::committed);
  EXPECT(!GOT(store->find(key("x"))));
  EXPECT(move_keys(*store, "b-1", 0, {}, {key("x", LookupKind::device_key)}) == CommitOutcome::committed);
  EXPECT(GOT(store->find(key("x", LookupKind::credential))) == account("a-1"));
}

void may_be_added_again(const OpenStore& open) {
  const auto store = open();
  EXPECT(move_keys(*store, "a-1", 0, {}, {key("ann"), key("ann")}) == CommitOutcome::committed);
  EXPECT(move_keys(*store, "a-1", 1, {}, {key("ann")}) == CommitOutcome::committed);
  EXPECT(GOT(store->find(key("ann"))) == account("a-1"));
}

void moves(const OpenStore& open) {
  const auto store = open();
  EXPECT(move_keys(*store, "a-1", 0, {}, {key("old")}) == CommitOutcome::committed);
  EXPECT(move_keys(*store, "b-1", 0, {}, {key("old")}) == CommitOutcome::key_taken);
  EXPECT(move_keys(*store, "a-1", 1, {key("old")}, {key("new")}) == CommitOutcome::committed);
  EXPECT(!GOT(store->find(key("old"))));
  EXPECT(GOT(store->find(key("new"))) == account("a-1"));
  EXPECT(move_keys(*store, "b-1", 0, {}, {key("old")}) == CommitOutcome::committed);
  EXPECT(GOT(store->find(key("old"))) == account("b-1"));
}

void of_others_stay(const OpenStore& open) {
  const auto store = open();
  EXPECT(move_keys(*store, "a-1", 0, {}, {key("ann")}) == CommitOutcome::committed);
  EXPECT(move_keys(*store, "b-1", 0, {key("ann"), key("nobody's")}, {}) == CommitOutcome::committed);
  EXPECT(GOT(store->find(key("ann"))) == account("a-1"));
  EXPECT(move_keys(*store, "b-1", 1, {key("ann")}, {key("ann")}) == CommitOutcome::key_taken);
  EXPECT(GOT(store->find(key("ann"))) == account("a-1"));
}

void removed_and_added_stays(const OpenStore& open) {
  const auto store = open();
  EXPECT(move_keys(*store, "a-1", 0, {}, {key("ann")}) == CommitOutcome::committed);
  EXPECT(move_keys(*store, "a-1", 1, {key("ann")}, {key("ann")}) == CommitOutcome::committed);
  EXPECT(GOT(store->find(key("ann"))) == account("a-1"));
}

}  // namespace

void add_lookup_checks(Checks& checks) {
  checks.push_back({"a lookup key finds its account and only that", false, finds_its_account});
  checks.push_back({"the same value under two kinds is two keys", false, kinds_are_apart});
  checks.push_back({"an account may add its own key again", false, may_be_added_again});
  checks.push_back({"a removed key is free for another account", false, moves});
  checks.push_back({"a key of another account cannot be removed", false, of_others_stay});
  checks.push_back({"a key removed and added in one change stays", false, removed_and_added_stays});
}

}  // namespace counterfoil::testing
