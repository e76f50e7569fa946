#pragma once

#include <string_view>
#include <utility>
#include <variant>

#include "counterfoil/protocol/message.hpp"
#include "device/phone_state.hpp"

namespace counterfoil::device {

/// The account. @return errc::not_found. Throws std::bad_alloc only, as do the others.
Result<Account*> find_account(PhoneState& state, const LocalId& id);
/// The account, if it is registered. @return errc::not_found, errc::wrong_state.
Result<Account*> find_registered(PhoneState& state, const LocalId& id);

/// A signed message of the account, for sending.
Result<Outgoing> sign(const Account& account, const protocol::Operation& operation, Timestamp now);

/// Reads a reply to the account. A refusal is its error; one about the clock corrects it.
Result<protocol::Reply> read_any_reply(Account& account, std::string_view text, Timestamp now);

/// The content of a reply, if it is a `T`.
template <class T>
Result<T> read_reply_as(Account& account, std::string_view text, Timestamp now) {
  auto reply = read_any_reply(account, text, now);
  if (!reply) return std::move(reply).error();
  if (auto* const content = std::get_if<T>(&reply->content)) return std::move(*content);
  return Error(errc::invalid_message, "reply: expected one to this operation");
}

/// What the server knows the counter to be; it never falls.
void raise_counter(Account& account, std::uint64_t counter) noexcept;

AccountView view_of(const Account& account);

}  // namespace counterfoil::device
