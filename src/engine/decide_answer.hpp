#pragma once

#include "counterfoil/engine/sign_in.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "engine/idempotency.hpp"
#include "engine/lanes.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// An answer to a ticket, opened and prepared.
struct AnswerCommand {
  TicketState ticket;
  const SignInAnswer& answer;
  /// Nothing was proved before: a failure is charged to the guard of the name, and never touches the account.
  bool guarded = false;

  /// What the assurance will be bound to.
  const SessionBinding& new_session() const noexcept {
    return answer.new_session ? *answer.new_session : answer.session;
  }
};

/// A typed code or recovery code, verified inside the decision (FLOWS b).
Result<SignInOutcome> decide_code_answer(Draft& draft, const AnswerCommand& command, const Facts& facts);

/// Whether a ticket can go on for this account: its stamp holds, it is unspent, and there is room to complete it.
/// @return errc::not_allowed (no factor yet), errc::revoked, errc::suspended, errc::expired, errc::not_found,
/// errc::throttled.
Result<void> check_live_ticket(const AccountDocument& account, const TicketState& ticket, const Facts& facts);

/// Whether a method may be used for a ticket: usable, and not used in it before.
bool is_offered(const Method& method, const TicketState& ticket, const Policy& policy);

/// What a right proof of a method leads to: its failures in a row are cleared, the ticket goes on or is completed,
/// and the outcome is kept for a retry.
Result<SignInOutcome> accept_proof(Draft& draft, const AnswerCommand& command, const ProvedFactor& proved,
                                   const Operation& operation, const Facts& facts);

/// What a proved factor leads to: the next step, or the completed ticket. The factor is the last one in
/// `ticket.factors`. Also says what to keep for a retry.
struct Progress {
  SignInOutcome outcome;
  KeptOutcome kept;
};
Result<Progress> progress_of(Draft& draft, const TicketState& ticket, const AnswerCommand& command,
                             const Facts& facts);

/// A request on a phone that was approved, redeemed once (FLOWS d).
/// @return errc::wrong_state (it still waits), errc::expired (too late, or not answered), errc::not_allowed (denied,
/// or none was sent), and as check_live_ticket().
Result<SignInOutcome> decide_redeem_prompt(Draft& draft, const AnswerCommand& command, const Facts& facts);

/// The outcome that was kept, given again for the same answer.
Result<SignInOutcome> replay_answer(const AccountDocument& account, const KeptOutcome& kept,
                                    const AnswerCommand& command, const Facts& facts);

/// The next step of a ticket: sealed again with the same id, and the ways as they are now.
Result<SignInStep> step_of(const AccountDocument& account, const TicketState& ticket,
                           const SessionBinding& session, const Facts& facts);

}  // namespace counterfoil
