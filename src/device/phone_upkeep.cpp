#include <new>
#include <utility>

#include "base/out_of_memory.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "device/account_access.hpp"

namespace counterfoil::device {

using detail::out_of_memory;

namespace {

/// The counter for a new message. A message that is lost wastes its number, and no number is used twice.
std::uint64_t next_counter(Account& account) noexcept {
  return ++account.counter;
}

void take_next_key(Account& account) {
  account.key = *std::exchange(account.next_key, std::nullopt);
}

}  // namespace

Result<Outgoing> Phone::rotate_key(const LocalId& id, Timestamp now) try {
  const auto found = find_registered(*state_, id);
  if (!found) return found.error();
  Account& account = **found;
  if (!account.next_key) {
    auto key = SigningKey::generate(account.key.public_key().algorithm(), *state_->entropy);
    if (!key) return std::move(key).error();
    account.next_key = *std::move(key);
  }
  auto proof = protocol::KeyProof::make(*account.next_key, account.key.public_key(), account.endpoint);
  if (!proof) return std::move(proof).error();
  return sign(account, protocol::RotateKey{next_counter(account), *std::move(proof)}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<void> Phone::read_rotation(const LocalId& id, std::string_view reply, Timestamp now) try {
  const auto found = find_registered(*state_, id);
  if (!found) return found.error();
  Account& account = **found;
  if (!account.next_key) return Error(errc::wrong_state, "account: expected rotate_key() first");
  auto read = read_reply_as<protocol::RotateKeyReply>(account, reply, now);
  if (read) {
    raise_counter(account, read->counter);
    take_next_key(account);
    return {};
  }
  if (read.error().code != errc::revoked) return std::move(read).error();
  // To a server that does not know the old key it is of no use, whatever became of the new one.
  take_next_key(account);
  return Error(errc::outcome_unknown,
               "The server does not know the old key: ask the inbox with the new one.");
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Outgoing> Phone::set_push_address(const LocalId& id, const std::optional<std::string>& address,
                                         Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  return sign(**account, protocol::SetPushAddress{next_counter(**account), address}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<void> Phone::read_push_address(const LocalId& id, std::string_view reply, Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  auto read = read_reply_as<protocol::SetPushAddressReply>(**account, reply, now);
  if (!read) return std::move(read).error();
  raise_counter(**account, read->counter);
  return {};
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Outgoing> Phone::leave(const LocalId& id, Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  return sign(**account, protocol::Leave{next_counter(**account)}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<void> Phone::read_leave(const LocalId& id, std::string_view reply, Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  auto read = read_reply_as<protocol::LeaveReply>(**account, reply, now);
  if (!read && read.error().code != errc::revoked) return std::move(read).error();
  return forget(id);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Outgoing> Phone::authorise_move(const LocalId& id, Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  return sign(**account, protocol::AuthoriseMove{next_counter(**account)}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<MoveLink> Phone::read_move(const LocalId& id, std::string_view reply, Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  auto read = read_reply_as<protocol::AuthoriseMoveReply>(**account, reply, now);
  if (!read) return std::move(read).error();
  raise_counter(**account, read->counter);
  const auto link = protocol::RegistrationLink::make((*account)->endpoint, std::move(read->code));
  if (!link) return link.error();
  auto text = link->text();
  if (!text) return std::move(text).error();
  return MoveLink{*std::move(text), read->expires};
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

}  // namespace counterfoil::device
