#include "engine/stamps.hpp"

#include <algorithm>

#include "engine/field_names.hpp"

namespace counterfoil {

AccountStamp stamp_of(const AccountDocument& account) {
  return AccountStamp{account.account, account.incarnation, account.epoch};
}

Result<void> check_incarnation(const AccountDocument& account, const Incarnation& incarnation) {
  if (account.state == AccountState::deleted || account.incarnation != incarnation) {
    return Error(errc::revoked, "the account was deleted since");
  }
  return {};
}

Result<void> check_stamp(const AccountDocument& account, const AccountStamp& stamp) {
  if (auto checked = check_incarnation(account, stamp.incarnation); !checked) return checked;
  if (account.epoch != stamp.epoch) {
    return Error(errc::revoked, "signed out by a later change of the account");
  }
  if (account.state == AccountState::suspended) return Error(errc::suspended, "the account is suspended");
  return {};
}

void bump_epoch(AccountDocument& account) {
  ++account.epoch;
  account.outcomes.clear();
}

Result<bool> has_username(const AccountDocument& account, const EngineKeys& keys, std::string_view prepared) {
  for (const Username& username : account.usernames) {
    const auto opened = keys.open_field(account, username_field(), username.sealed_text);
    if (!opened) return opened.error();
    if (opened->read_text(SecretAccess::grant()) == prepared) return true;
  }
  return false;
}

Result<void> check_unspent(const AccountDocument& account, const TicketId& id, Timestamp expires,
                           Timestamp now) {
  if (now >= expires) return Error(errc::expired, "the sign-in took too long: begin again");
  const bool spent = std::any_of(account.spent.begin(), account.spent.end(),
                                 [&](const SpentTicket& ticket) { return ticket.id == id; });
  if (spent) return Error(errc::not_found, "no such sign-in, or it is over: begin again");
  return {};
}

Result<void> check_room_to_spend(const AccountDocument& account, std::size_t limit, Timestamp now) {
  std::size_t live = 0;
  Timestamp soonest = Timestamp::max();
  for (const SpentTicket& ticket : account.spent) {
    if (ticket.expires <= now) continue;
    ++live;
    soonest = std::min(soonest, ticket.expires);
  }
  if (live < limit) return {};
  return Error(errc::throttled, "too many sign-ins at once: try again later", soonest - now);
}

void spend(AccountDocument& account, const TicketId& id, Timestamp expires, Timestamp now) {
  std::erase_if(account.spent, [&](const SpentTicket& ticket) { return ticket.expires <= now; });
  account.spent.push_back({id, expires, {}});
}

}  // namespace counterfoil
