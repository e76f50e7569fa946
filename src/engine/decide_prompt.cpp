#include "engine/decide_prompt.hpp"

#include <utility>

#include "engine/challenges.hpp"
#include "engine/decide_answer.hpp"
#include "engine/methods.hpp"
#include "engine/prompts.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

Error not_offered() {
  return Error(errc::not_allowed, "this way is not offered: choose another");
}

ChallengePurpose purpose_of(TicketPurpose purpose) noexcept {
  switch (purpose) {
    case TicketPurpose::step_up:
      return ChallengePurpose::step_up;
    case TicketPurpose::password_reset:
      return ChallengePurpose::password_reset;
    case TicketPurpose::sign_in:
      break;
  }
  return ChallengePurpose::sign_in;
}

/// The phone that is named or, before a method can be named, the default one or the oldest.
const Method* chosen_phone(const AccountDocument& account, const PromptCommand& command,
                           const Policy& policy) {
  const auto is_choice = [&](const Method& method) {
    return std::holds_alternative<AuthenticatorApp>(method.payload) &&
           is_offered(method, command.ticket, policy);
  };
  const MethodId& named = command.request.method;
  const Method* first = nullptr;
  for (const Method& method : account.methods) {
    if (!is_choice(method)) continue;
    if (method.id == named || (named.is_nil() && account.default_method == method.id)) return &method;
    if (named.is_nil() && first == nullptr) first = &method;
  }
  return first;
}

Error held_back(const PromptHold& hold) {
  return Error(errc::throttled,
               hold.reason == Reason::prompt_waiting
                   ? "a request waits on the phone already: answer it, or use another way"
                   : "requests were denied or not answered: use another way, or try again later",
               hold.wait);
}

Result<PromptView> view_of(const AccountDocument& account, const Challenge& challenge, const Facts& facts) {
  const Method* method = find_method(account, challenge.method);
  return prompt_view(account, challenge, method == nullptr ? std::string() : label_of(*method), facts);
}

Result<PromptView> replayed(const AccountDocument& account, const KeptOutcome& kept, const Facts& facts) {
  const Challenge* challenge = find_challenge(account, ChallengeId(kept.ids.at(0)));
  if (challenge == nullptr) return Error(errc::expired, "the request is over: send another");
  return view_of(account, *challenge, facts);
}

/// Why no request may be sent to this phone now.
std::optional<Error> refusal_of(const Draft& draft, const PromptCommand& command, const MethodId& phone,
                                const Facts& facts) {
  const AccountDocument& account = draft.account();
  const TicketState& ticket = command.ticket;
  const Lane lane = lane_of(account, ticket.known_browser, facts.policy, facts.now);
  const Attempt attempt{*find_method(account, phone), FactorKind::authenticator_app, lane};
  if (auto throttled = throttle_of(account, attempt, facts.policy, facts.now)) return throttled;
  const PromptSender sender{ticket.id, lane, is_behind_a_factor(ticket)};
  if (const auto hold = prompt_hold(account, sender, facts.policy, facts.now)) return held_back(*hold);
  return std::nullopt;
}

/// The last request of a day that was not approved: the person hears of it, once.
void tell_when_stopped(Draft& draft, const TicketState& ticket, const Facts& facts) {
  const Lane lane = lane_of(draft.account(), ticket.known_browser, facts.policy, facts.now);
  if (!is_day_full(draft.account(), lane, facts.policy, facts.now)) return;
  const auto sequence = draft.record({.type = EventType::prompts_stopped,
                                      .context = ticket.context,
                                      .known_browser = lane == Lane::known_browser});
  draft.notify({.kind = NoticeKind::prompts_stopped, .event_sequence = sequence, .context = ticket.context});
}

Result<Challenge*> send(Draft& draft, const TicketState& ticket, const MethodId& phone, const Facts& facts) {
  cancel_prompts(draft, ticket.id, facts);
  const bool is_known =
      lane_of(draft.account(), ticket.known_browser, facts.policy, facts.now) == Lane::known_browser;
  const ChallengePlan plan{purpose_of(ticket.purpose),
                           phone,
                           ticket.id,
                           is_known ? ticket.known_browser : std::nullopt,
                           is_behind_a_factor(ticket),
                           find_browser(draft.account(), ticket.known_browser) == nullptr,
                           ticket.context};
  auto challenge = add_challenge(draft, plan, facts);
  if (!challenge) return challenge;
  AccountDocument& account = draft.edit();
  count_prompt(account, **challenge, facts);
  (*challenge)->sent_by = draft.record({.type = EventType::prompt_sent,
                                        .factor = FactorKind::authenticator_app,
                                        .method = phone,
                                        .label = label_of(*find_method(account, phone)),
                                        .context = ticket.context,
                                        .known_browser = is_known});
  tell_when_stopped(draft, ticket, facts);
  return challenge;
}

}  // namespace

bool is_behind_a_factor(const TicketState& ticket) noexcept {
  return !ticket.factors.empty() || ticket.purpose == TicketPurpose::step_up;
}

Result<void> name_account(TicketState& ticket, const AccountDocument& account, const Facts& facts) {
  if (ticket.account) return {};
  const auto named = has_username(account, facts.keys, ticket.username);
  if (!named) return named.error();
  const Lane lane = lane_of(account, ticket.known_browser, facts.policy, facts.now);
  if (ticket.purpose != TicketPurpose::password_reset || !*named || lane != Lane::known_browser)
    return Error(errc::not_allowed, "another factor has to be proved first");
  ticket.account = stamp_of(account);
  return {};
}

Result<PromptView> decide_start_prompt(Draft& draft, const PromptCommand& command, const Facts& facts) {
  const StartPrompt& request = command.request;
  const Operation operation{"start-prompt",
                            request.idempotency_key,
                            {command.ticket.id.bytes(), request.session.bytes().read(SecretAccess::grant()),
                             request.method.bytes()}};
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return replayed(draft.account(), **kept, facts);
  if (auto checked = check_live_ticket(draft.account(), command.ticket, facts); !checked)
    return std::move(checked).error();
  const Method* chosen = chosen_phone(draft.account(), command, facts.policy);
  if (chosen == nullptr) return not_offered();
  const MethodId phone = chosen->id;
  settle_prompts(draft, facts);
  settle_clock(draft, phone, facts);
  if (auto refusal = refusal_of(draft, command, phone, facts)) return *std::move(refusal);
  const auto challenge = send(draft, command.ticket, phone, facts);
  if (!challenge) return challenge.error();
  KeptOutcome outcome;
  outcome.ids = {kept_id((*challenge)->id)};
  auto view = view_of(draft.account(), **challenge, facts);
  if (!view) return view;
  if (auto stored = keep_outcome(draft, operation, std::move(outcome), facts); !stored)
    return std::move(stored).error();
  return view;
}

Result<PromptView> prompt_of_ticket(const AccountDocument& account, const TicketState& ticket,
                                    const Facts& facts) {
  const Challenge* challenge = challenge_of(account, ticket.id);
  if (challenge == nullptr) return Error(errc::not_found, "no request was sent in this sign-in");
  return view_of(account, *challenge, facts);
}

Result<SignInOutcome> decide_redeem_prompt(Draft& draft, const AnswerCommand& command, const Facts& facts) {
  const TicketState& ticket = command.ticket;
  const Operation operation{"redeem-prompt",
                            command.answer.idempotency_key,
                            {ticket.id.bytes(), command.answer.session.bytes().read(SecretAccess::grant())}};
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return replay_answer(draft.account(), **kept, command, facts);
  if (auto checked = check_live_ticket(draft.account(), ticket, facts); !checked)
    return std::move(checked).error();
  const Challenge* challenge = challenge_of(draft.account(), ticket.id);
  if (challenge == nullptr) return Error(errc::not_allowed, "no request was sent in this sign-in");
  switch (state_of(*challenge, draft.account(), facts)) {
    case PromptState::approved:
      break;
    case PromptState::waiting:
      return Error(errc::wrong_state, "the request still waits on the phone");
    case PromptState::expired:
      return Error(errc::expired, "the request was not answered in time: send another");
    case PromptState::denied:
    case PromptState::wrong_number:
    case PromptState::cancelled:
    case PromptState::redeemed:
      return Error(errc::not_allowed, "the request was not approved: send another, or use another way");
  }
  const MethodId phone = challenge->method;
  const Method* method = find_method(draft.account(), phone);
  if (method == nullptr || !is_offered(*method, ticket, facts.policy)) return not_offered();
  const Lane lane = lane_of(draft.account(), ticket.known_browser, facts.policy, facts.now);
  const Attempt attempt{*method, FactorKind::authenticator_app, lane};
  if (auto throttled = throttle_of(draft.account(), attempt, facts.policy, facts.now))
    return *std::move(throttled);
  find_challenge(draft.edit(), challenge->id)->state = ChallengeState::consumed;
  return accept_proof(draft, command, {FactorKind::authenticator_app, phone, facts.now}, operation, facts);
}

}  // namespace counterfoil
