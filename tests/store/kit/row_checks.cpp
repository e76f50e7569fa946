#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

void absent_row(const OpenStore& open) {
  const auto store = open();
  for (const RowKind kind : {RowKind::account, RowKind::guard, RowKind::meter}) {
    const Row row = GOT(store->load({kind, tenant(), "nobody"}));
    EXPECT(row.version == 0);
    EXPECT(row.bytes.empty());
    EXPECT(row.journal_version == 0);
  }
}

void versions_count_up(const OpenStore& open) {
  const auto store = open();
  for (std::uint64_t version = 0; version < 5; ++version) {
    const std::string text = "text " + std::to_string(version);
    EXPECT(GOT(store->commit(account_change("ann", version, text, version + 1))) == CommitOutcome::committed);
    EXPECT(GOT(store->commit(guard_change("g", version, text))) == CommitOutcome::committed);
    const Row account = GOT(store->load(account_row("ann")));
    EXPECT(account.version == version + 1);
    EXPECT(account.journal_version == version + 1);
    EXPECT(account.bytes == bytes(text));
    const Row guard = GOT(store->load({RowKind::guard, tenant(), "g"}));
    EXPECT(guard.version == version + 1);
    EXPECT(guard.journal_version == 0);
    EXPECT(guard.bytes == bytes(text));
  }
}

void other_versions_conflict(const OpenStore& open) {
  const auto store = open();
  EXPECT(GOT(store->commit(account_change("ann", 1, "too early", 1))) == CommitOutcome::conflict);
  EXPECT(GOT(store->commit(guard_change("g", 1, "too early"))) == CommitOutcome::conflict);
  EXPECT(GOT(store->load(account_row("ann"))).version == 0);
  for (std::uint64_t version = 0; version < 2; ++version) {
    GOT(store->commit(account_change("ann", version, "kept", version + 10)));
    GOT(store->commit(guard_change("g", version, "kept")));
  }
  for (const std::uint64_t version : {0U, 1U, 3U, 1'000'000U}) {
    EXPECT(GOT(store->commit(account_change("ann", version, "lost", 100 + version))) ==
           CommitOutcome::conflict);
    EXPECT(GOT(store->commit(guard_change("g", version, "lost"))) == CommitOutcome::conflict);
  }
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("kept"));
  EXPECT(GOT(store->load(account_row("ann"))).version == 2);
  EXPECT(GOT(store->load({RowKind::guard, tenant(), "g"})).bytes == bytes("kept"));
}

void kinds_are_apart(const OpenStore& open) {
  const auto store = open();
  GOT(store->commit(account_change("same", 0, "account", 1)));
  GOT(store->commit(guard_change("same", 0, "guard")));
  Change meter = guard_change("same", 0, "meter");
  meter.row.kind = RowKind::meter;
  GOT(store->commit(meter));
  EXPECT(GOT(store->load(account_row("same"))).bytes == bytes("account"));
  EXPECT(GOT(store->load({RowKind::guard, tenant(), "same"})).bytes == bytes("guard"));
  EXPECT(GOT(store->load({RowKind::meter, tenant(), "same"})).bytes == bytes("meter"));
}

void tenants_are_apart(const OpenStore& open) {
  const auto store = open();
  Change change = account_change("ann", 0, "example's", 1);
  change.add_lookups = {{LookupKind::username, tenant(), bytes("ann")}};
  GOT(store->commit(change));
  EXPECT(GOT(store->load(account_row("ann", "other"))).version == 0);
  EXPECT(!GOT(store->find({LookupKind::username, tenant("other"), bytes("ann")})));
  EXPECT(GOT(store->journal(tenant("other"), account("ann"), 0, 10)).empty());
  EXPECT(GOT(store->scan(RowKind::account, tenant("other"), "", 10)).empty());
  GOT(store->erase(tenant("other"), account("ann"), 1));
  EXPECT(GOT(store->journal(tenant(), account("ann"), 0, 10)).at(0).bodies.has_value());

  Change others = account_change("ann", 0, "other's", 2);
  others.row.tenant = tenant("other");
  others.add_lookups = {{LookupKind::username, tenant("other"), bytes("ann")}};
  EXPECT(GOT(store->commit(others)) == CommitOutcome::committed);
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("example's"));
  EXPECT(GOT(store->load(account_row("ann", "other"))).bytes == bytes("other's"));
}

void names_are_bytes(const OpenStore& open) {
  const auto store = open();
  const std::vector<std::string> names = {"ann",  "Ann", "ANN",  "a%", "a_n", "a'n",
                                          "a\"n", "a;n", "a\\n", "?1", "-"};
  std::uint64_t number = 0;
  for (const std::string& name : names) {
    EXPECT(GOT(store->commit(account_change(name, 0, name, ++number))) == CommitOutcome::committed);
  }
  for (const std::string& name : names) EXPECT(GOT(store->load(account_row(name))).bytes == bytes(name));
}

void any_bytes(const OpenStore& open) {
  const auto store = open();
  Bytes all(256);
  for (std::size_t value = 0; value < all.size(); ++value) all[value] = static_cast<std::byte>(value);
  Bytes big(1 << 20);
  for (std::size_t index = 0; index < big.size(); ++index) big[index] = all[(index * 7 + index / 251) % 256];
  std::uint64_t version = 0;
  for (const Bytes& content : {all, Bytes{}, big, Bytes{std::byte{0}}, all}) {
    Change change = account_change("ann", version, "", version + 1);
    change.bytes = content;
    change.event_headers = content;
    change.event_bodies = content;
    EXPECT(GOT(store->commit(change)) == CommitOutcome::committed);
    ++version;
    EXPECT(GOT(store->load(account_row("ann"))).bytes == content);
    const auto journal = GOT(store->journal(tenant(), account("ann"), version, 1));
    EXPECT(journal.at(0).headers == content);
    EXPECT(journal.at(0).bodies == content);
  }
}

void reopening(const OpenStore& open) {
  {
    const auto store = open();
    Change change = account_change("ann", 0, "kept", 1);
    change.add_lookups = {{LookupKind::username, tenant(), bytes("ann")}};
    change.messages = {message(1)};
    GOT(store->commit(change));
    GOT(store->commit(guard_change("g", 0, "kept")));
  }
  const auto store = open();
  EXPECT(GOT(store->load(account_row("ann"))).bytes == bytes("kept"));
  EXPECT(GOT(store->load(account_row("ann"))).journal_version == 1);
  EXPECT(GOT(store->load({RowKind::guard, tenant(), "g"})).bytes == bytes("kept"));
  EXPECT(GOT(store->find({LookupKind::username, tenant(), bytes("ann")})) == account("ann"));
  EXPECT(GOT(store->journal(tenant(), account("ann"), 0, 10)).size() == 1);
  EXPECT(GOT(store->claim(message_time, 10, Duration(1))).size() == 1);
}

void acknowledged_is_visible(const OpenStore& open) {
  const auto one = open();
  const auto other = open();
  for (std::uint64_t version = 0; version < 20; ++version) {
    const auto& writer = version % 2 == 0 ? one : other;
    const auto& reader = version % 2 == 0 ? other : one;
    EXPECT(GOT(writer->commit(account_change("ann", version, "text", version + 1))) ==
           CommitOutcome::committed);
    const Row row = GOT(reader->load(account_row("ann")));
    EXPECT(row.version == version + 1);
    EXPECT(row.journal_version == version + 1);
  }
}

}  // namespace

void add_row_checks(Checks& checks) {
  checks.push_back({"a row that does not exist has version 0 and no bytes", false, absent_row});
  checks.push_back({"every change makes the next version and reads back", false, versions_count_up});
  checks.push_back({"a change that expects another version is a conflict", false, other_versions_conflict});
  checks.push_back({"accounts, guards and meters of one name are different rows", false, kinds_are_apart});
  checks.push_back({"[C34] one tenant finds nothing of another", false, tenants_are_apart});
  checks.push_back({"names are compared byte by byte", false, names_are_bytes});
  checks.push_back({"bytes of any value and length read back", false, any_bytes});
  checks.push_back({"opening the data again finds everything", false, reopening});
  checks.push_back(
      {"an acknowledged change is visible to everybody at once", false, acknowledged_is_visible});
}

}  // namespace counterfoil::testing
