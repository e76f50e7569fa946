#include "store/change_rules.hpp"

#include <algorithm>
#include <limits>

namespace counterfoil {

namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_lookup = 64;
constexpr auto largest_version = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) - 1;

Error invalid(const char* message) {
  return {errc::invalid_argument, message};
}

bool is_printable(char character) {
  return character >= 0x20 && character <= 0x7E;
}

Result<void> check_account_change(const Change& change) {
  if (change.expires) return invalid("change.expires: none is expected for an account");
  if (!AccountId::parse(change.row.name)) return invalid("change.row.name: an account id is expected");
  for (const auto* keys : {&change.add_lookups, &change.remove_lookups}) {
    for (const LookupKey& key : *keys) {
      if (auto checked = check(key); !checked) return checked;
      if (key.tenant != change.row.tenant) return invalid("lookup.tenant: the row's own tenant is expected");
    }
  }
  for (const OutboxRow& message : change.messages) {
    if (message.tenant != change.row.tenant)
      return invalid("message.tenant: the row's own tenant is expected");
  }
  return {};
}

Result<void> check_expiring_change(const Change& change) {
  if (!change.expires) return invalid("change.expires: a time is expected for a guard or meter");
  const bool has_account_parts = !change.event_headers.empty() || !change.event_bodies.empty() ||
                                 !change.add_lookups.empty() || !change.remove_lookups.empty() ||
                                 !change.messages.empty();
  if (has_account_parts) {
    return invalid("change: no events, lookup keys or messages are expected for a guard or meter");
  }
  return {};
}

}  // namespace

Result<void> check(const RowKey& key) {
  switch (key.kind) {
    case RowKind::account:
    case RowKind::guard:
    case RowKind::meter:
      break;
    default:
      return invalid("row.kind: account, guard or meter is expected");
  }
  if (key.name.empty() || key.name.size() > longest_name || !std::ranges::all_of(key.name, is_printable)) {
    return invalid("row.name: 1 to 200 bytes of printable ASCII are expected");
  }
  return {};
}

Result<void> check(const LookupKey& key) {
  if (key.kind == LookupKind{}) return invalid("lookup.kind: a kind other than 0 is expected");
  if (key.value.empty() || key.value.size() > longest_lookup) {
    return invalid("lookup.value: 1 to 64 bytes are expected");
  }
  return {};
}

Result<void> check(const Change& change) {
  if (auto checked = check(change.row); !checked) return checked;
  if (change.expected_version > largest_version) {
    return invalid("change.expected_version: less than 2^63 - 1 is expected");
  }
  return change.row.kind == RowKind::account ? check_account_change(change) : check_expiring_change(change);
}

Result<void> check_lease(Duration lease) {
  if (lease <= Duration::zero()) return invalid("claim.lease: a positive time is expected");
  return {};
}

}  // namespace counterfoil
