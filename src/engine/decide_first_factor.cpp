#include "engine/decide_first_factor.hpp"

#include <utility>

#include "engine/field_names.hpp"
#include "engine/lanes.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

/// The proof itself is not an argument: only a right one comes here, and a password is not to be kept.
Operation operation_of(const AnswerCommand& command) {
  return {"answer-first-factor",
          command.answer.idempotency_key,
          {command.ticket.id.bytes(), command.answer.session.bytes().read(SecretAccess::grant())}};
}

Result<void> check_verifier(const AccountDocument& account, const VerifiedPassword& verified) {
  if (account.password && account.password->sealed_hash == verified.sealed_hash) return {};
  return Error(errc::password_mismatch, "the password does not match");
}

Result<void> rehash(Draft& draft, const std::string& phc, const Facts& facts) {
  auto sealed = facts.keys.seal_field(draft.account(), password_hash_field(),
                                      SecretBytes(std::string_view(phc)), facts.entropy);
  if (!sealed) return std::move(sealed).error();
  PasswordRecord& password = *draft.edit().password;
  password.scheme = PasswordScheme::argon2id;
  password.sealed_hash = *std::move(sealed);
  draft.record({.type = EventType::password_rehashed});
  return {};
}

/// The password was right, so its try was no failure. Those before it stay: only a completed sign-in ends the row,
/// or somebody who has the password could guess codes behind it for as long as they retype it in between.
void take_back(KnownBrowser* browser) {
  if (browser != nullptr && browser->failures_in_a_row > 0) --browser->failures_in_a_row;
}

Result<void> check_account(const AccountDocument& account, const TicketState& ticket, const Facts& facts) {
  if (account.state == AccountState::deleted)
    return Error(errc::password_mismatch, "the password does not match");
  if (account.state == AccountState::suspended) return Error(errc::suspended, "the account is suspended");
  if (ticket.account && ticket.purpose == TicketPurpose::step_up) {
    if (auto checked = check_stamp(account, *ticket.account); !checked) return checked;
  }
  if (auto checked = check_unspent(account, ticket.id, ticket.expires, facts.now); !checked) return checked;
  return check_room_to_spend(account, facts.policy.live.spent_tickets, facts.now);
}

}  // namespace

Result<bool> reserve_known_password_try(Draft& draft, const TicketState& ticket, const Facts& facts) {
  const AccountDocument& account = draft.account();
  if (account.state != AccountState::active) return false;
  if (lane_of(account, ticket.known_browser, facts.policy, facts.now) == Lane::stranger) return false;
  AccountDocument& document = draft.edit();
  ++find_browser(document, ticket.known_browser)->failures_in_a_row;
  return true;
}

Result<void> settle_known_password_failure(Draft& draft, const TicketState& ticket, const Facts& facts) {
  draft.edit().known_failures.add(1, facts.now);
  draft.record({.type = EventType::factor_refused,
                .factor = FactorKind::password,
                .detail = std::string(name_of(errc::password_mismatch)),
                .context = ticket.context,
                .known_browser = true});
  return {};
}

Result<void> reserve_own_password_try(Draft& draft, const Facts& facts) {
  const GuardRules& rules = facts.policy.guard;
  if (!draft.account().password) return Error(errc::not_allowed, "this account has no password here");
  const auto wait = pause_of(draft.account().password->change_failures, rules.longest_pause, facts.now);
  if (wait) return Error(errc::throttled, "too many failures: try again later", *wait);
  charge(draft.edit().password->change_failures, pauses_of(rules), 0, facts.now);
  return {};
}

Result<void> clear_own_password_tries(Draft& draft) {
  if (draft.account().password) clear_in_a_row(draft.edit().password->change_failures);
  return {};
}

Result<SignInOutcome> decide_first_factor(Draft& draft, const AnswerCommand& command,
                                          const std::optional<VerifiedPassword>& verified,
                                          const Facts& facts) {
  const Operation operation = operation_of(command);
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return replay_answer(draft.account(), **kept, command, facts);

  TicketState ticket = command.ticket;
  if (!ticket.username.empty()) {
    const auto named = has_username(draft.account(), facts.keys, ticket.username);
    if (!named) return named.error();
    if (!*named) {
      draft.alarm(AlarmKind::document_damaged, "a lookup key leads to an account that does not have it");
      return Error(errc::password_mismatch, "the password does not match");
    }
  }
  if (verified) {
    if (auto checked = check_verifier(draft.account(), *verified); !checked)
      return std::move(checked).error();
  }
  const FactorKind factor = verified ? FactorKind::password : FactorKind::host_proved;
  if (auto checked = check_account(draft.account(), ticket, facts); !checked) {
    draft.record({.type = EventType::sign_in_refused,
                  .factor = factor,
                  .detail = std::string(name_of(checked.error().code)),
                  .context = ticket.context});
    return std::move(checked).error();
  }
  if (verified && verified->rehashed) {
    if (auto stored = rehash(draft, *verified->rehashed, facts); !stored) return std::move(stored).error();
  }
  if (verified && verified->charged_to_browser) take_back(find_browser(draft.edit(), ticket.known_browser));
  if (draft.account().password) clear_in_a_row(draft.edit().password->change_failures);
  draft.record({.type = EventType::first_factor_proved, .factor = factor, .context = ticket.context});
  ticket.account = stamp_of(draft.account());
  ticket.factors.push_back({factor, std::nullopt, facts.now});
  auto progress = progress_of(draft, ticket, command, facts);
  if (!progress) return std::move(progress).error();
  if (auto stored = keep_outcome(draft, operation, std::move(progress->kept), facts); !stored) {
    return std::move(stored).error();
  }
  return std::move(progress->outcome);
}

}  // namespace counterfoil
