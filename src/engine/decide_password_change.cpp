#include "engine/decide_password_change.hpp"

#include <utility>

#include "engine/assurance_rules.hpp"
#include "engine/decide_sessions.hpp"
#include "engine/field_names.hpp"
#include "engine/registrations.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

/// With a second factor, fresh multi-factor proof; without one, a fresh sign-in will do: the current password is
/// asked besides.
Result<void> check_may_change(const AccountDocument& account, const ManageCommand& command,
                              const Facts& facts) {
  if (account.had_second_factor) return check_may_manage(account, command, facts);
  if (auto checked = check_caller(account, command, facts.now); !checked) return checked;
  if (is_fresh(command.assurance.factors, facts.policy.freshness.manage, facts.now)) return {};
  return Error(errc::proof_required, "confirm that it is you: sign in again");
}

}  // namespace

Result<void> put_password(Draft& draft, const std::string& phc, EventDraft event, NoticeKind notice,
                          const Facts& facts) {
  auto sealed = facts.keys.seal_field(draft.account(), password_hash_field(),
                                      SecretBytes(std::string_view(phc)), facts.entropy);
  if (!sealed) return std::move(sealed).error();
  AccountDocument& account = draft.edit();
  PasswordRecord password;
  password.scheme = PasswordScheme::argon2id;
  password.sealed_hash = *std::move(sealed);
  password.changed = facts.now;
  account.password = std::move(password);
  account.password_change_required = false;
  account.password_known_told = false;
  account.failures_behind_password = 0;
  // What strangers did behind the old password ends with it (DESIGN §6).
  account.strangers = Ledger{};
  RequestContext context = event.context;
  const auto sequence = draft.record(std::move(event));
  draft.notify({.kind = notice, .event_sequence = sequence, .context = std::move(context)});
  return {};
}

Result<bool> reserve_password_change(Draft& draft, const ManageCommand& command, const Operation& operation,
                                     const Facts& facts) {
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return true;
  if (facts.policy.password.keeper != PasswordKeeper::library) {
    return Error(errc::not_allowed, "passwords are kept by the host: change it there");
  }
  if (auto checked = check_may_change(draft.account(), command, facts); !checked)
    return std::move(checked).error();
  if (auto reserved = reserve_own_password_try(draft, facts); !reserved) return std::move(reserved).error();
  return false;
}

Result<Changed> settle_password_change(Draft& draft, const ManageCommand& command, const Operation& operation,
                                       const VerifiedPassword& verified, const std::string& phc,
                                       const Facts& facts) {
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return renewed(draft, command, facts);
  if (auto checked = check_may_change(draft.account(), command, facts); !checked)
    return std::move(checked).error();
  if (!draft.account().password || draft.account().password->sealed_hash != verified.sealed_hash) {
    return Error(errc::password_mismatch, "the password was changed meanwhile");
  }
  EventDraft event{.type = EventType::password_changed,
                   .factor = FactorKind::password,
                   .session = command.assurance.session_id,
                   .context = command.context};
  if (auto put = put_password(draft, phc, std::move(event), NoticeKind::password_changed, facts); !put) {
    return std::move(put).error();
  }
  return renew_epoch(draft, command, operation, facts);
}

Result<void> decide_password_reset(Draft& draft, const ResetGrantState& grant, const std::string& phc,
                                   const Facts& facts) {
  if (auto checked = check_stamp(draft.account(), grant.account); !checked) return checked;
  if (auto checked = check_unspent(draft.account(), grant.id, grant.expires, facts.now); !checked)
    return checked;
  if (auto room = check_room_to_spend(draft.account(), facts.policy.live.spent_tickets, facts.now); !room) {
    return room;
  }
  if (auto put = put_password(draft, phc, {.type = EventType::password_reset, .factor = FactorKind::password},
                              NoticeKind::password_reset, facts);
      !put) {
    return put;
  }
  AccountDocument& account = draft.edit();
  bump_epoch(account);
  account.sessions.clear();
  drop_registrations(draft);
  spend(account, grant.id, grant.expires, facts.now);
  return {};
}

}  // namespace counterfoil
