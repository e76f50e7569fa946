#include "device/account_access.hpp"

#include <algorithm>

namespace counterfoil::device {

Account* PhoneState::find(const LocalId& id) noexcept {
  const auto found = std::find_if(accounts.begin(), accounts.end(),
                                  [&](const Account& account) { return account.id == id; });
  return found != accounts.end() ? &*found : nullptr;
}

Result<Account*> find_account(PhoneState& state, const LocalId& id) {
  Account* const account = state.find(id);
  if (account == nullptr) return Error(errc::not_found, "account: expected one on this phone");
  return account;
}

Result<Account*> find_registered(PhoneState& state, const LocalId& id) {
  auto account = find_account(state, id);
  if (account && !(*account)->is_registered()) {
    return Error(errc::wrong_state, "account: expected it to be registered first");
  }
  return account;
}

Result<Outgoing> sign(const Account& account, const protocol::Operation& operation, Timestamp now) {
  auto text = protocol::sign_message(account.key, operation, account.endpoint, account.server_time(now));
  if (!text) return std::move(text).error();
  return Outgoing{account.endpoint.url(), std::string(protocol::signed_message_type), *std::move(text)};
}

Result<protocol::Reply> read_any_reply(Account& account, std::string_view text, Timestamp now) {
  auto reply = protocol::read_reply(text);
  if (!reply) return reply;
  const auto* const refused = std::get_if<protocol::Refused>(&reply->content);
  const bool is_about_clock = refused != nullptr && refused->reason == protocol::Refusal::clock_off;
  const bool is_first = is_about_clock && !account.is_clock_just_learnt;
  account.is_clock_just_learnt = is_first;
  if (refused == nullptr) return reply;
  Error error = protocol::error_of(*refused);
  if (is_about_clock) {
    account.clock_offset = reply->time - now;
    error.retry_after.reset();
    if (is_first) error.retry_after = Duration(0);
  }
  return error;
}

void raise_counter(Account& account, std::uint64_t counter) noexcept {
  account.counter = std::max(account.counter, counter);
}

AccountView view_of(const Account& account) {
  return {account.id,
          std::string(account.endpoint.origin()),
          account.issuer,
          account.label,
          account.is_registered(),
          account.state};
}

}  // namespace counterfoil::device
