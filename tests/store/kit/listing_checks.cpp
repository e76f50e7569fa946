#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

std::vector<std::string> names(Store& store, const std::string& after, std::size_t limit) {
  std::vector<std::string> found;
  for (const ScannedRow& row : GOT(store.scan(RowKind::account, tenant(), after, limit))) {
    found.push_back(row.row.name);
  }
  return found;
}

void scan_pages(const OpenStore& open) {
  const auto store = open();
  std::uint64_t number = 0;
  for (const char* name : {"b", "a", "B", "ab", "~", "10", "9"}) {
    GOT(store->commit(account_change(name, 0, "text", ++number)));
  }
  GOT(store->commit(guard_change("aa", 0, "text")));
  EXPECT(names(*store, "", 100) == std::vector<std::string>{"10", "9", "B", "a", "ab", "b", "~"});
  EXPECT(names(*store, "", 3) == std::vector<std::string>{"10", "9", "B"});
  EXPECT(names(*store, "B", 3) == std::vector<std::string>{"a", "ab", "b"});
  EXPECT(names(*store, "aa", 2) == std::vector<std::string>{"ab", "b"});
  EXPECT(names(*store, "~", 3).empty());
  EXPECT(names(*store, "", 0).empty());
}

void scan_contents(const OpenStore& open) {
  const auto store = open();
  Change change = account_change("ann", 0, "text", 1);
  change.key_id = "k7";
  change.summary = R"({"methods":["totp"],"note":"ü"})";
  GOT(store->commit(change));
  change = account_change("ann", 1, "text", 2);
  change.key_id = "k8";
  change.summary = R"({"methods":[]})";
  GOT(store->commit(change));
  const auto rows = GOT(store->scan(RowKind::account, tenant(), "", 10));
  EXPECT(rows.size() == 1);
  EXPECT(rows.at(0).row == account_row("ann"));
  EXPECT(rows.at(0).version == 2);
  EXPECT(rows.at(0).key_id == "k8");
  EXPECT(rows.at(0).summary == R"({"methods":[]})");
}

Change expiring(std::string_view name, std::uint64_t version, std::int64_t seconds,
                RowKind kind = RowKind::guard) {
  Change change = guard_change(name, version, "text");
  change.row.kind = kind;
  change.expires = from_unix_seconds(seconds);
  return change;
}

void sweep(const OpenStore& open) {
  const auto store = open();
  GOT(store->commit(account_change("ann", 0, "text", 1)));
  GOT(store->commit(expiring("early", 0, 100)));
  GOT(store->commit(expiring("exact", 0, 200, RowKind::meter)));
  GOT(store->commit(expiring("late", 0, 201)));
  GOT(store->commit(expiring("renewed", 0, 100)));
  GOT(store->commit(expiring("renewed", 1, 300)));
  EXPECT(GOT(store->sweep(from_unix_seconds(99), 100)) == 0);
  EXPECT(GOT(store->sweep(from_unix_seconds(200), 100)) == 2);
  EXPECT(GOT(store->load({RowKind::guard, tenant(), "early"})).version == 0);
  EXPECT(GOT(store->load({RowKind::meter, tenant(), "exact"})).version == 0);
  EXPECT(GOT(store->load({RowKind::guard, tenant(), "late"})).version == 1);
  EXPECT(GOT(store->load({RowKind::guard, tenant(), "renewed"})).version == 2);
  EXPECT(GOT(store->load(account_row("ann"))).version == 1);
  EXPECT(GOT(store->commit(expiring("early", 0, 400))) == CommitOutcome::committed);
}

void sweep_limit(const OpenStore& open) {
  const auto store = open();
  for (int number = 0; number < 10; ++number)
    GOT(store->commit(expiring("g" + std::to_string(number), 0, 100)));
  EXPECT(GOT(store->sweep(from_unix_seconds(100), 4)) == 4);
  EXPECT(GOT(store->sweep(from_unix_seconds(100), 0)) == 0);
  EXPECT(GOT(store->sweep(from_unix_seconds(100), 100)) == 6);
  EXPECT(GOT(store->sweep(from_unix_seconds(100), 100)) == 0);
}

}  // namespace

void add_listing_checks(Checks& checks) {
  checks.push_back({"rows are listed in the order of their names' bytes, in pages", false, scan_pages});
  checks.push_back({"a listed row has the newest version, key id and summary", false, scan_contents});
  checks.push_back({"sweeping removes the guards and meters that expired, and nothing else", false, sweep});
  checks.push_back({"sweeping removes no more than it may", false, sweep_limit});
}

}  // namespace counterfoil::testing
