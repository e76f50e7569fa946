#include "engine/decide_accounts.hpp"

#include <algorithm>
#include <utility>

#include "engine/decide_password_change.hpp"
#include "engine/device_lookups.hpp"
#include "engine/methods.hpp"
#include "engine/registrations.hpp"
#include "engine/stamps.hpp"
#include "engine/usernames.hpp"

namespace counterfoil {

namespace {

constexpr unsigned max_privilege = 3;

void end_everything(Draft& draft) {
  AccountDocument& account = draft.edit();
  bump_epoch(account);
  account.sessions.clear();
  drop_registrations(draft);
}

/// Ahead of the clock by what a fast device's right code may be, whatever drift the document knows of: what a
/// restored one says of it may be old.
std::int64_t floor_now(const Totp& totp, const Facts& facts) {
  return unix_seconds(facts.now) / totp.period.count() + facts.policy.totp.drift_limit;
}

}  // namespace

Result<void> decide_set_usernames(Draft& draft, const std::vector<RealmUsername>& usernames,
                                  const Facts& facts) {
  if (auto put = put_usernames(draft, usernames, facts); !put) return put;
  const auto sequence = draft.record({.type = EventType::usernames_changed});
  draft.notify({.kind = NoticeKind::usernames_changed, .event_sequence = sequence});
  return {};
}

Result<void> decide_set_notice_address(Draft& draft, const std::optional<std::string>& address,
                                       const Facts& facts) {
  Bytes former = draft.account().sealed_notice_address;
  if (address) {
    if (auto put = put_notice_address(draft, *address, facts); !put) return put;
  } else {
    draft.edit().sealed_notice_address.clear();
  }
  const auto sequence = draft.record({.type = EventType::notice_address_changed});
  draft.notify(
      {.kind = NoticeKind::notice_address_changed, .event_sequence = sequence, .also_to = std::move(former)});
  return {};
}

Result<void> decide_set_privilege(Draft& draft, unsigned privilege, const Facts&) {
  if (privilege > max_privilege) return Error(errc::invalid_argument, "privilege: expected 0 to 3");
  if (draft.account().privilege == privilege) return {};
  draft.edit().privilege = privilege;
  draft.record({.type = EventType::privilege_changed, .detail = std::to_string(privilege)});
  return {};
}

Result<void> decide_set_password(Draft& draft, const std::string& phc, const Facts& facts) {
  EventDraft event{.type = EventType::password_set, .factor = FactorKind::password};
  if (auto put = put_password(draft, phc, std::move(event), NoticeKind::password_changed, facts); !put)
    return put;
  end_everything(draft);
  return {};
}

Result<void> decide_suspend(Draft& draft, const Facts&) {
  if (draft.account().state == AccountState::suspended) return {};
  AccountDocument& account = draft.edit();
  account.state = AccountState::suspended;
  end_everything(draft);
  const auto sequence = draft.record({.type = EventType::account_suspended});
  draft.notify({.kind = NoticeKind::account_suspended, .event_sequence = sequence});
  return {};
}

Result<void> decide_resume(Draft& draft, const Facts&) {
  if (draft.account().state == AccountState::active) return {};
  draft.edit().state = AccountState::active;
  const auto sequence = draft.record({.type = EventType::account_resumed});
  draft.notify({.kind = NoticeKind::account_resumed, .event_sequence = sequence});
  return {};
}

Result<void> decide_raise_code_floors(Draft& draft, const Facts& facts) {
  for (Method& method : draft.edit().methods) {
    Totp* totp = totp_of(method);
    if (totp == nullptr) continue;
    totp->last_accepted_step = std::max(totp->last_accepted_step.value_or(0), floor_now(*totp, facts));
  }
  draft.record({.type = EventType::document_alarm, .detail = "code_floors_raised"});
  return {};
}

Result<void> decide_delete(Draft& draft, const Facts& facts) {
  if (auto removed = remove_usernames(draft, facts); !removed) return removed;
  remove_device_lookups(draft);
  AccountDocument& account = draft.edit();
  AccountDocument tombstone(account.tenant, account.account);
  tombstone.incarnation = account.incarnation;
  tombstone.epoch = account.epoch + 1;
  tombstone.created = account.created;
  tombstone.events = account.events;
  tombstone.state = AccountState::deleted;
  account = std::move(tombstone);
  draft.record({.type = EventType::account_deleted});
  return {};
}

}  // namespace counterfoil
