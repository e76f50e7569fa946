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

/// Whether a method takes this kind of proof.
bool fits(const Method& method, const Proof& proof) {
  if (code_of(proof) != nullptr) return totp_of(method) != nullptr;
  return std::holds_alternative<RecoveryCodes>(method.payload);
}

/// The method that a proof names: a guess is a guess at one method. A code of a reset's first step cannot
/// name one, since nothing is known yet: it is the default, or the oldest that has such codes.
const Method* named_method(const AccountDocument& account, const Proof& proof, const Policy& policy) {
  const CodeProof* code = code_of(proof);
  if (code != nullptr && !code->method.is_nil()) return find_method(account, code->method);
  const Method* first = nullptr;
  for (const Method& method : account.methods) {
    if (!fits(method, proof) || !is_usable(method, policy)) continue;
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

/// A refused proof: charged to its lane, kept for a retry.
Error refuse(Draft& draft, const AnswerCommand& command, const ProvedFactor& tried, const Error& refusal,
             const Facts& facts) {
  if (command.guarded) return refusal;
  const FailedGuess guess{*tried.method,
                          tried.kind,
                          refusal.code,
                          lane_of(draft.account(), command.ticket.known_browser, facts.policy, facts.now),
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

Result<void> accept(Draft& draft, const MethodId& id, const Proof& proof, const Facts& facts) {
  if (code_of(proof) != nullptr) return accept_totp(draft, id, text_of(proof), facts);
  return accept_recovery_code(draft, id, text_of(proof), facts);
}

}  // namespace

Result<SignInOutcome> decide_code_answer(Draft& draft, const AnswerCommand& command, const Facts& facts) {
  const Operation operation = operation_of(command);
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return replay_answer(draft.account(), **kept, command, facts);

  const TicketState& ticket = command.ticket;
  if (auto checked = check_live_ticket(draft.account(), ticket, facts); !checked)
    return std::move(checked).error();
  const Proof& proof = command.answer.proof;
  const Method* method = named_method(draft.account(), proof, facts.policy);
  if (method == nullptr || !fits(*method, proof) || !is_offered(*method, ticket, facts.policy))
    return Error(errc::not_allowed, "this way is not offered: choose another");

  const MethodId id = method->id;
  const FactorKind factor = code_of(proof) != nullptr ? FactorKind::totp : FactorKind::recovery_code;
  if (!command.guarded) settle_clock(draft, id, facts);
  const Attempt attempt{*find_method(draft.account(), id), factor,
                        lane_of(draft.account(), ticket.known_browser, facts.policy, facts.now)};
  if (auto throttled = throttle_of(draft.account(), attempt, facts.policy, facts.now))
    return *std::move(throttled);
  const ProvedFactor proved{factor, id, facts.now};
  if (auto accepted = accept(draft, id, proof, facts); !accepted) {
    if (!is_charged(accepted.error().code)) return std::move(accepted).error();
    return refuse(draft, command, proved, accepted.error(), facts);
  }
  return accept_proof(draft, command, proved, operation, facts);
}

}  // namespace counterfoil
