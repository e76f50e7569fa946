#include <algorithm>
#include <utility>

#include "engine/decide_answer.hpp"
#include "engine/methods.hpp"
#include "engine/stamps.hpp"
#include "engine/verify_code.hpp"

namespace counterfoil {

namespace {

const CodeProof* code_of(const Proof& proof) {
  return std::get_if<CodeProof>(&proof);
}

/// The method that a proof names: a guess is a guess at one method. A code of a reset's first step cannot
/// name one, since nothing is known yet: it is the default code app, or the oldest.
const Method* named_method(const AccountDocument& account, const Proof& proof, const Policy& policy) {
  const CodeProof* code = code_of(proof);
  if (code != nullptr && !code->method.is_nil()) return find_method(account, code->method);
  const FactorKind wanted = code != nullptr ? FactorKind::totp : FactorKind::recovery_code;
  const Method* first = nullptr;
  for (const Method& method : account.methods) {
    if (factor_of(method) != wanted || !is_usable(method, policy)) continue;
    if (account.default_method == method.id) return &method;
    if (first == nullptr) first = &method;
  }
  return first;
}

const SecretBytes& text_of(const Proof& proof) {
  if (const CodeProof* code = code_of(proof)) return code->code;
  return std::get<RecoveryCodeProof>(proof).code;
}

Operation operation_of(const AnswerCommand& command) {
  const SignInAnswer& answer = command.answer;
  const CodeProof* code = code_of(answer.proof);
  return {"answer",
          answer.idempotency_key,
          {command.ticket.id.bytes(), answer.session.bytes().read(SecretAccess::grant()),
           code != nullptr ? code->method.bytes() : as_bytes("recovery"),
           text_of(answer.proof).read(SecretAccess::grant())}};
}

bool is_charged(errc code) {
  return code == errc::code_mismatch || code == errc::code_replayed || code == errc::drift_exceeded;
}

Result<void> check_ticket(const AccountDocument& account, const TicketState& ticket, const Facts& facts) {
  if (!ticket.account) return Error(errc::not_allowed, "another factor has to be proved first");
  if (auto checked = check_stamp(account, *ticket.account); !checked) return checked;
  if (auto checked = check_unspent(account, ticket.id, ticket.expires, facts.now); !checked) return checked;
  // Before the proof is looked at: a code that was right must not be used up by a refusal.
  return check_room_to_spend(account, facts.policy.live.spent_tickets, facts.now);
}

/// A refused proof: charged to its lane, kept for a retry.
Error refuse(Draft& draft, const AnswerCommand& command, const Method& method, Lane lane,
             const Error& refusal, const Facts& facts) {
  if (command.guarded) return refusal;
  const FailedGuess guess{method.id,
                          *factor_of(method),
                          refusal.code,
                          lane,
                          command.ticket.known_browser,
                          1,
                          command.ticket.purpose == TicketPurpose::sign_in && !command.ticket.factors.empty(),
                          command.ticket.context};
  charge_failure(draft, guess, facts);
  if (auto kept = keep_outcome(draft, operation_of(command), outcome_of(refusal), facts); !kept) {
    return std::move(kept).error();
  }
  return refusal;
}

Result<void> accept(Draft& draft, const Method& method, const Proof& proof, const Facts& facts) {
  const MethodId id = method.id;
  if (std::holds_alternative<Totp>(method.payload)) return accept_totp(draft, id, text_of(proof), facts);
  return accept_recovery_code(draft, id, text_of(proof), facts);
}

bool fits(const Method& method, const Proof& proof) {
  const FactorKind wanted = code_of(proof) != nullptr ? FactorKind::totp : FactorKind::recovery_code;
  return factor_of(method) == wanted;
}

}  // namespace

Result<SignInOutcome> decide_code_answer(Draft& draft, const AnswerCommand& command, const Facts& facts) {
  const Operation operation = operation_of(command);
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return replay_answer(draft.account(), **kept, command, facts);

  TicketState ticket = command.ticket;
  if (auto checked = check_ticket(draft.account(), ticket, facts); !checked)
    return std::move(checked).error();
  const Method* method = named_method(draft.account(), command.answer.proof, facts.policy);
  const bool offered =
      method != nullptr && fits(*method, command.answer.proof) && is_usable(*method, facts.policy);
  const bool again = offered && std::any_of(ticket.factors.begin(), ticket.factors.end(),
                                            [&](const auto& factor) { return factor.method == method->id; });
  if (!offered || again) return Error(errc::not_allowed, "this way is not offered: choose another");

  const MethodId id = method->id;
  const FactorKind factor = *factor_of(*method);
  if (!command.guarded) settle_clock(draft, id, facts);
  const Lane lane = lane_of(draft.account(), ticket.known_browser, facts.policy, facts.now);
  if (auto throttled =
          throttle_of(draft.account(), *find_method(draft.account(), id), lane, facts.policy, facts.now)) {
    return *std::move(throttled);
  }
  if (auto accepted = accept(draft, *find_method(draft.account(), id), command.answer.proof, facts);
      !accepted) {
    if (!is_charged(accepted.error().code)) return std::move(accepted).error();
    return refuse(draft, command, *find_method(draft.account(), id), lane, accepted.error(), facts);
  }
  AccountDocument& account = draft.edit();
  clear_failures(account, id, lane, ticket.known_browser);
  find_method(account, id)->last_used = facts.now;
  ticket.factors.push_back({factor, id, facts.now});

  auto progress = progress_of(draft, ticket, command, facts);
  if (!progress) return std::move(progress).error();
  if (!std::holds_alternative<SignedIn>(progress->outcome)) {
    draft.record(
        {.type = EventType::first_factor_proved, .factor = factor, .method = id, .context = ticket.context});
  }
  if (auto stored = keep_outcome(draft, operation, std::move(progress->kept), facts); !stored) {
    return std::move(stored).error();
  }
  return std::move(progress->outcome);
}

}  // namespace counterfoil
