#include <new>
#include <utility>

#include "base/out_of_memory.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "device/account_access.hpp"

namespace counterfoil::device {

using detail::out_of_memory;

namespace {

/// The account, if it is not registered yet.
Result<Account*> find_new(PhoneState& state, const LocalId& id) {
  auto account = find_account(state, id);
  if (account && (*account)->is_registered()) {
    return Error(errc::wrong_state, "account: expected it not to be registered yet");
  }
  return account;
}

}  // namespace

Result<Outgoing> Phone::preview(const LocalId& id) const try {
  const auto account = find_new(*state_, id);
  if (!account) return account.error();
  const auto link = protocol::RegistrationLink::make((*account)->endpoint, (*account)->code);
  if (!link) return link.error();
  auto body = protocol::write_preview(*link);
  if (!body) return std::move(body).error();
  return Outgoing{(*account)->endpoint.url(), std::string(protocol::plain_message_type), *std::move(body)};
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<protocol::PreviewReply> Phone::read_preview(const LocalId& id, std::string_view reply,
                                                   Timestamp now) try {
  const auto account = find_new(*state_, id);
  if (!account) return account.error();
  auto read = read_reply_as<protocol::PreviewReply>(**account, reply, now);
  if (!read) return read;
  (*account)->issuer = read->issuer;
  (*account)->label = read->account;
  return read;
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Outgoing> Phone::register_key(const LocalId& id, const std::string& device_name, Timestamp now,
                                     std::optional<std::string> push_address) const try {
  const auto account = find_new(*state_, id);
  if (!account) return account.error();
  if (!(*account)->is_previewed()) {
    return Error(errc::wrong_state, "account: expected its preview to be read and shown first");
  }
  return sign(**account, protocol::Register{(*account)->code, device_name, std::move(push_address)}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<AccountView> Phone::read_registration(const LocalId& id, std::string_view reply, Timestamp now) try {
  const auto account = find_new(*state_, id);
  if (!account) return account.error();
  auto read = read_reply_as<protocol::RegisterReply>(**account, reply, now);
  if (!read) return std::move(read).error();
  Account& added = **account;
  if (read->issuer != added.issuer || read->account != added.label) {
    return Error(errc::invalid_message, "reply: expected the issuer and account that the preview showed");
  }
  raise_counter(added, read->counter);
  added.totp = read->totp;
  added.totp_secret = std::move(read->totp_secret);
  added.code = {};
  return view_of(added);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

}  // namespace counterfoil::device
