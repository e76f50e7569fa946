#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/provider/store.hpp"

namespace counterfoil::testing {

inline TenantId tenant(std::string_view text = "example") {
  return TenantId::parse(text).value();
}

inline AccountId account(std::string_view text) {
  return AccountId::parse(text).value();
}

inline RowKey account_row(std::string_view name, std::string_view tenant_name = "example") {
  return {RowKind::account, tenant(tenant_name), std::string(name)};
}

inline Bytes bytes(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

/// A random id whose first eight bytes are `number`.
template <class Id>
Id numbered(std::uint64_t number) {
  std::array<std::byte, Id::size> id{};
  std::memcpy(id.data(), &number, sizeof number);
  return Id(id);
}

using CommitId = RandomId<struct CommitTag>;
using MessageId = RandomId<struct MessageTag>;

/// A change of an account that stores `text`; `number` makes its commit id.
inline Change account_change(std::string_view name, std::uint64_t expected_version, std::string_view text,
                             std::uint64_t number) {
  Change change{account_row(name), expected_version, numbered<CommitId>(number), bytes(text)};
  change.key_id = "k1";
  change.summary = "{}";
  change.event_headers = bytes("headers");
  change.event_bodies = bytes("bodies");
  return change;
}

/// A change of a guard that stores `text` and expires long from now.
inline Change guard_change(std::string_view name, std::uint64_t expected_version, std::string_view text) {
  Change change{{RowKind::guard, tenant(), std::string(name)}, expected_version, {}, bytes(text)};
  change.expires = from_unix_seconds(4'000'000'000);
  return change;
}

/// When message() is due, unless told otherwise.
inline constexpr Timestamp message_time = from_unix_seconds(1'800'000'000);

inline OutboxRow message(std::uint64_t number, Timestamp not_before = message_time) {
  return {numbered<MessageId>(number),        tenant(), "email",        not_before,
          not_before + std::chrono::hours(1), "k1",     bytes("sealed")};
}

}  // namespace counterfoil::testing
