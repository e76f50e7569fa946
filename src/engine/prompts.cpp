#include "engine/prompts.hpp"

#include <algorithm>

#include "engine/methods.hpp"

namespace counterfoil {

namespace {

StoredLedger& ledger_of(AccountDocument& account, Lane lane) noexcept {
  return lane == Lane::known_browser ? account.known_prompts : account.stranger_prompts;
}

const StoredLedger& ledger_of(const AccountDocument& account, Lane lane) noexcept {
  return lane == Lane::known_browser ? account.known_prompts : account.stranger_prompts;
}

bool is_prompt(const Challenge& challenge) noexcept {
  return challenge.purpose != ChallengePurpose::registration;
}

bool is_pending(const Challenge& challenge) noexcept {
  return challenge.state == ChallengeState::pending;
}

void charge_unanswered(Ledger& ledger, const Policy& policy, Timestamp at) {
  charge(ledger, pauses_of(policy.prompts), 0, at);
}

void charge_denial(Ledger& ledger, const Policy& policy, Timestamp at) {
  const Pauses pauses = pauses_of(policy.prompts);
  ledger.in_a_row = std::max(ledger.in_a_row, pauses.after - 1);
  charge(ledger, pauses, 0, at);
}

/// The ledger of the sender's lane as it is now, although nothing was written since a prompt expired, and as it
/// would be with the sender's own prompt replaced.
Ledger ledger_for(const AccountDocument& account, const PromptSender& sender, const Policy& policy,
                  Timestamp now) {
  Ledger ledger = ledger_of(account, sender.lane);
  for (const Challenge& challenge : account.challenges) {
    if (!is_pending(challenge) || !is_prompt(challenge) || lane_of(challenge) != sender.lane) continue;
    if (is_over(challenge, account, policy, now) || challenge.ticket == sender.ticket)
      charge_unanswered(ledger, policy, std::min(now, challenge.expires));
  }
  return ledger;
}

std::optional<Duration> wait_for_slot(const AccountDocument& account, const PromptSender& sender,
                                      const Policy& policy, Timestamp now) {
  for (const Challenge& challenge : account.challenges) {
    const bool waits =
        is_pending(challenge) && is_prompt(challenge) && !is_over(challenge, account, policy, now);
    if (waits && lane_of(challenge) == sender.lane && challenge.ticket != sender.ticket)
      return challenge.expires - now;
  }
  return std::nullopt;
}

void record_unanswered(Draft& draft, const Challenge& challenge) {
  const Method* method = find_method(draft.account(), challenge.method);
  draft.record({.type = EventType::prompt_unanswered,
                .factor = FactorKind::authenticator_app,
                .method = challenge.method,
                .label = method == nullptr ? std::string() : label_of(*method),
                .known_browser = challenge.known_browser.has_value()});
}

/// Ends pending challenges that `ends` is true for.
template <class Ends>
void cancel_challenges(Draft& draft, const Facts& facts, Ends ends) {
  const auto matches = [&](const Challenge& challenge) { return is_pending(challenge) && ends(challenge); };
  const auto& challenges = draft.account().challenges;
  if (std::none_of(challenges.begin(), challenges.end(), matches)) return;
  AccountDocument& account = draft.edit();
  for (Challenge& challenge : account.challenges) {
    if (!matches(challenge)) continue;
    end_challenge(account, challenge, ChallengeState::cancelled, facts);
    if (is_prompt(challenge)) record_unanswered(draft, challenge);
  }
}

void bring_back_counts(Draft& draft, const Facts& facts) {
  const Duration longest = facts.policy.prompts.longest_pause;
  StoredLedger strangers = draft.account().stranger_prompts;
  StoredLedger known = draft.account().known_prompts;
  StoredCount bare = draft.account().prompts_without_password;
  bool moved = bring_back(strangers, longest, facts.now);
  moved = bring_back(known, longest, facts.now) || moved;
  moved = bare.bring_back(facts.now) || moved;
  if (!moved) return;
  AccountDocument& account = draft.edit();
  account.stranger_prompts = std::move(strangers);
  account.known_prompts = std::move(known);
  account.prompts_without_password = std::move(bare);
}

}  // namespace

Lane lane_of(const Challenge& challenge) noexcept {
  return challenge.known_browser ? Lane::known_browser : Lane::stranger;
}

bool is_over(const Challenge& challenge, const AccountDocument& account, const Policy& policy,
             Timestamp now) noexcept {
  const Duration most = policy.number_matching.lifetime * 2;
  return now >= challenge.expires || challenge.expires > now + most || challenge.epoch != account.epoch;
}

std::optional<PromptHold> prompt_hold(const AccountDocument& account, const PromptSender& sender,
                                      const Policy& policy, Timestamp now) {
  const PromptRules& rules = policy.prompts;
  const Ledger ledger = ledger_for(account, sender, policy, now);
  if (const auto pause = pause_of(ledger, rules.longest_pause, now))
    return PromptHold{Reason::prompts_paused, *pause};
  const Caps unapproved{.per_day = rules.per_day_without_approval};
  if (const auto wait = ledger.failures.retry_after(unapproved, 1, now))
    return PromptHold{Reason::over_limit, *wait};
  const Caps bare{.per_day = rules.without_password_per_day};
  const auto wait = account.prompts_without_password.retry_after(bare, 1, now);
  if (!sender.behind_password && wait) return PromptHold{Reason::over_limit, *wait};
  if (const auto slot = wait_for_slot(account, sender, policy, now))
    return PromptHold{Reason::prompt_waiting, *slot};
  return std::nullopt;
}

void settle_prompts(Draft& draft, const Facts& facts) {
  bring_back_counts(draft, facts);
  cancel_challenges(draft, facts, [&](const Challenge& challenge) {
    return is_over(challenge, draft.account(), facts.policy, facts.now);
  });
  const auto is_history = [&](const Challenge& challenge) {
    return !is_pending(challenge) && challenge.created + facts.policy.lifetimes.ticket <= facts.now;
  };
  const auto& challenges = draft.account().challenges;
  if (std::any_of(challenges.begin(), challenges.end(), is_history))
    std::erase_if(draft.edit().challenges, is_history);
}

void count_prompt(AccountDocument& account, const Challenge& challenge, const Facts& facts) {
  ledger_of(account, lane_of(challenge)).failures.add(1, facts.now);
  if (!challenge.behind_password) account.prompts_without_password.add(1, facts.now);
}

bool is_day_full(const AccountDocument& account, Lane lane, const Policy& policy, Timestamp now) {
  const Caps unapproved{.per_day = policy.prompts.per_day_without_approval};
  return ledger_of(account, lane).failures.retry_after(unapproved, 1, now).has_value();
}

void end_challenge(AccountDocument& account, Challenge& challenge, ChallengeState state, const Facts& facts) {
  challenge.state = state;
  challenge.answered = facts.now;
  challenge.sealed_request.clear();
  if (!is_prompt(challenge)) return;
  StoredLedger& ledger = ledger_of(account, lane_of(challenge));
  if (state == ChallengeState::approved) {
    clear_in_a_row(ledger);
    ledger.failures = {};
  } else if (state == ChallengeState::denied) {
    charge_denial(ledger, facts.policy, facts.now);
  } else {
    charge_unanswered(ledger, facts.policy, std::min(facts.now, challenge.expires));
  }
}

void cancel_prompts(Draft& draft, const TicketId& ticket, const Facts& facts) {
  cancel_challenges(draft, facts, [&](const Challenge& challenge) { return challenge.ticket == ticket; });
}

void pause_prompts(AccountDocument& account, const Facts& facts) {
  const Duration longest = facts.policy.prompts.longest_pause;
  account.stranger_prompts.paused_until = facts.now + longest;
}

}  // namespace counterfoil
