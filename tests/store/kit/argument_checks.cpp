#include <limits>

#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

void names(const OpenStore& open) {
  const auto store = open();
  const std::string longest(200, 'x');
  EXPECT(GOT(store->commit(guard_change(longest, 0, "text"))) == CommitOutcome::committed);
  for (const std::string& name : {std::string(), longest + "x", std::string("a\nb"), std::string("a\0b", 3),
                                  std::string("\x7F"), std::string("j\xC3\xBCrgen")}) {
    EXPECT(fails_with(store->load({RowKind::guard, tenant(), name}), errc::invalid_argument));
    EXPECT(fails_with(store->commit(guard_change(name, 0, "text")), errc::invalid_argument));
  }
  EXPECT(fails_with(store->load({static_cast<RowKind>(9), tenant(), "x"}), errc::invalid_argument));
}

void account_names(const OpenStore& open) {
  const auto store = open();
  for (const std::string& name : {std::string("a b"), std::string(129, 'x')}) {
    EXPECT(fails_with(store->commit(account_change(name, 0, "text", 1)), errc::invalid_argument));
  }
}

void lookup_values(const OpenStore& open) {
  const auto store = open();
  for (const LookupKey& key :
       {LookupKey{LookupKind::username, tenant(), {}}, LookupKey{LookupKind::username, tenant(), Bytes(65)},
        LookupKey{static_cast<LookupKind>(0), tenant(), bytes("x")}}) {
    EXPECT(fails_with(store->find(key), errc::invalid_argument));
    Change change = account_change("ann", 0, "text", 1);
    change.add_lookups = {key};
    EXPECT(fails_with(store->commit(change), errc::invalid_argument));
    std::swap(change.add_lookups, change.remove_lookups);
    EXPECT(fails_with(store->commit(change), errc::invalid_argument));
  }
  const LookupKey longest{LookupKind::credential, tenant(), Bytes(64)};
  EXPECT(!GOT(store->find(longest)));
}

void parts_that_do_not_belong(const OpenStore& open) {
  const auto store = open();
  const Change account = account_change("ann", 0, "text", 1);
  const Change guard = guard_change("g", 0, "text");
  std::vector<Change> wrong(9, guard);
  wrong[0].event_headers = bytes("x");
  wrong[1].event_bodies = bytes("x");
  wrong[2].add_lookups = {{LookupKind::username, tenant(), bytes("x")}};
  wrong[3].remove_lookups = {{LookupKind::username, tenant(), bytes("x")}};
  wrong[4].messages = {message(1)};
  wrong[5].expires.reset();
  wrong[6] = account;
  wrong[6].expires = message_time;
  wrong[7] = account;
  wrong[7].add_lookups = {{LookupKind::username, tenant("other"), bytes("x")}};
  wrong[8] = account;
  wrong[8].expected_version = std::numeric_limits<std::uint64_t>::max();
  for (const Change& change : wrong) EXPECT(fails_with(store->commit(change), errc::invalid_argument));
  EXPECT(GOT(store->load(account.row)).version == 0);
  EXPECT(GOT(store->load(guard.row)).version == 0);
}

void leases(const OpenStore& open) {
  const auto store = open();
  EXPECT(fails_with(store->claim(message_time, 1, Duration(0)), errc::invalid_argument));
  EXPECT(fails_with(store->claim(message_time, 1, Duration(-1)), errc::invalid_argument));
}

}  // namespace

void add_argument_checks(Checks& checks) {
  checks.push_back({"a row's name is 1 to 200 printable ASCII characters", false, names});
  checks.push_back({"an account row's name is an account id", false, account_names});
  checks.push_back({"a lookup key has a known kind and 1 to 64 bytes", false, lookup_values});
  checks.push_back(
      {"a change with parts that do not belong to its kind is refused", false, parts_that_do_not_belong});
  checks.push_back({"a lease that is not positive is refused", false, leases});
}

}  // namespace counterfoil::testing
