#include <algorithm>
#include <utility>

#include "engine/complete_sign_in.hpp"
#include "engine/decide_answer.hpp"
#include "engine/methods.hpp"
#include "engine/prompts.hpp"
#include "engine/stamps.hpp"
#include "engine/ways.hpp"

namespace counterfoil {

namespace {

/// First number of a kept answer: what it led to.
enum class KeptAnswer : std::int64_t { step = 1, signed_in = 2, reset_proved = 3 };

Timestamp time_of(std::int64_t milliseconds) {
  return Timestamp(Duration(milliseconds));
}

KeptOutcome kept_answer(KeptAnswer kind, const ProvedFactor& factor) {
  KeptOutcome kept;
  kept.numbers = {static_cast<std::int64_t>(kind), static_cast<std::int64_t>(factor.kind),
                  factor.at.time_since_epoch().count()};
  kept.ids = {kept_id(factor.method.value_or(MethodId{}))};
  return kept;
}

ProvedFactor factor_of(const KeptOutcome& kept) {
  const MethodId method(kept.ids.at(0));
  return {static_cast<FactorKind>(kept.numbers.at(1)), method.is_nil() ? std::nullopt : std::optional(method),
          time_of(kept.numbers.at(2))};
}

Result<ResetProved> grant_of(const AccountDocument& account, const TicketState& ticket, const TicketId& id,
                             const SessionBinding& session, const Facts& facts) {
  const ResetGrantState state{id, stamp_of(account), ticket.expires, ticket.realm};
  auto token = facts.keys.seal_grant(facts.tenant, session, state, facts.entropy);
  if (!token) return std::move(token).error();
  return ResetProved{ResetGrant(*std::move(token)), ticket.expires};
}

template <class T>
Result<Progress> progress(Result<T> outcome, KeptOutcome kept) {
  if (!outcome) return std::move(outcome).error();
  return Progress{*std::move(outcome), std::move(kept)};
}

Result<Progress> complete(Draft& draft, const TicketState& ticket, const AnswerCommand& command,
                          const Facts& facts) {
  const auto completed = complete_sign_in(draft, ticket, command.answer.remember_browser, facts);
  if (!completed) return completed.error();
  KeptOutcome kept = kept_answer(KeptAnswer::signed_in, ticket.factors.back());
  kept.ids.push_back(kept_id(completed->session));
  kept.ids.push_back(kept_id(completed->browser.value_or(BrowserId{})));
  kept.numbers.push_back(completed->signed_in.time_since_epoch().count());
  return progress(signed_in_of(draft.account(), ticket, *completed, command.new_session(), facts),
                  std::move(kept));
}

Result<Progress> grant_reset(Draft& draft, const TicketState& ticket, const AnswerCommand& command,
                             const Facts& facts) {
  AccountDocument& account = draft.edit();
  spend(account, ticket.id, ticket.expires, facts.now);
  cancel_prompts(draft, ticket.id, facts);
  const auto id = random_id<TicketId>(facts.entropy);
  if (!id) return id.error();
  KeptOutcome kept = kept_answer(KeptAnswer::reset_proved, ticket.factors.back());
  kept.ids.push_back(kept_id(*id));
  return progress(grant_of(account, ticket, *id, command.new_session(), facts), std::move(kept));
}

}  // namespace

Result<SignInStep> step_of(const AccountDocument& account, const TicketState& ticket,
                           const SessionBinding& session, const Facts& facts) {
  auto token = facts.keys.seal_ticket(facts.tenant, session, ticket, facts.entropy);
  if (!token) return std::move(token).error();
  const Lane lane = lane_of(account, ticket.known_browser, facts.policy, facts.now);
  return SignInStep{Ticket(*std::move(token)), ways_of(account, ticket, lane, facts.policy, facts.now),
                    ticket.expires};
}

Result<void> check_live_ticket(const AccountDocument& account, const TicketState& ticket,
                               const Facts& facts) {
  if (!ticket.account) return Error(errc::not_allowed, "another factor has to be proved first");
  if (auto checked = check_stamp(account, *ticket.account); !checked) return checked;
  if (auto checked = check_unspent(account, ticket.id, ticket.expires, facts.now); !checked) return checked;
  // Before the proof is looked at: a code that was right must not be used up by a refusal.
  return check_room_to_spend(account, facts.policy.live.spent_tickets, facts.now);
}

bool is_offered(const Method& method, const TicketState& ticket, const Policy& policy) {
  return is_usable(method, policy) &&
         std::none_of(ticket.factors.begin(), ticket.factors.end(),
                      [&](const ProvedFactor& factor) { return factor.method == method.id; });
}

Result<SignInOutcome> accept_proof(Draft& draft, const AnswerCommand& command, const ProvedFactor& proved,
                                   const Operation& operation, const Facts& facts) {
  TicketState ticket = command.ticket;
  AccountDocument& account = draft.edit();
  const Lane lane = lane_of(account, ticket.known_browser, facts.policy, facts.now);
  clear_failures(account, proved, lane, ticket.known_browser);
  find_method(account, *proved.method)->last_used = facts.now;
  ticket.factors.push_back(proved);
  auto progress = progress_of(draft, ticket, command, facts);
  if (!progress) return std::move(progress).error();
  if (!std::holds_alternative<SignedIn>(progress->outcome)) {
    draft.record({.type = EventType::first_factor_proved,
                  .factor = proved.kind,
                  .method = proved.method,
                  .context = ticket.context});
  }
  if (auto stored = keep_outcome(draft, operation, std::move(progress->kept), facts); !stored) {
    return std::move(stored).error();
  }
  return std::move(progress->outcome);
}

Result<Progress> progress_of(Draft& draft, const TicketState& ticket, const AnswerCommand& command,
                             const Facts& facts) {
  const Lane lane = lane_of(draft.account(), ticket.known_browser, facts.policy, facts.now);
  if (need_of(draft.account(), ticket, lane, facts.policy, facts.now) != Need::nothing) {
    return progress(step_of(draft.account(), ticket, command.answer.session, facts),
                    kept_answer(KeptAnswer::step, ticket.factors.back()));
  }
  if (ticket.purpose == TicketPurpose::password_reset) return grant_reset(draft, ticket, command, facts);
  return complete(draft, ticket, command, facts);
}

Result<SignInOutcome> replay_answer(const AccountDocument& account, const KeptOutcome& kept,
                                    const AnswerCommand& command, const Facts& facts) {
  if (auto refusal = refusal_of(kept)) return *std::move(refusal);
  TicketState ticket = command.ticket;
  ticket.account = stamp_of(account);
  ticket.factors.push_back(factor_of(kept));
  const auto wrap = [](auto outcome) -> Result<SignInOutcome> {
    if (!outcome) return std::move(outcome).error();
    return SignInOutcome(*std::move(outcome));
  };
  switch (static_cast<KeptAnswer>(kept.numbers.at(0))) {
    case KeptAnswer::step:
      return wrap(step_of(account, ticket, command.answer.session, facts));
    case KeptAnswer::signed_in: {
      const BrowserId browser(kept.ids.at(2));
      const CompletedSignIn completed{SessionId(kept.ids.at(1)),
                                      browser.is_nil() ? std::nullopt : std::optional(browser),
                                      time_of(kept.numbers.at(3))};
      return wrap(signed_in_of(account, ticket, completed, command.new_session(), facts));
    }
    case KeptAnswer::reset_proved:
      return wrap(grant_of(account, ticket, TicketId(kept.ids.at(1)), command.new_session(), facts));
  }
  return Error(errc::document_damaged, "a kept outcome is malformed");
}

}  // namespace counterfoil
