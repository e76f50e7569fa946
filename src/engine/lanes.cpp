#include "engine/lanes.hpp"

#include <algorithm>

#include "engine/methods.hpp"

namespace counterfoil {

namespace {

std::optional<Duration> longer(std::optional<Duration> left, std::optional<Duration> right) {
  if (!left) return right;
  return right ? std::max(*left, *right) : left;
}

void tell_that_password_is_known(Draft& draft, const FailedGuess& guess, const Facts& facts) {
  AccountDocument& account = draft.edit();
  ++account.failures_behind_password;
  if (account.failures_behind_password < facts.policy.account_failures.password_known_after) return;
  if (account.password_known_told) return;
  account.password_known_told = true;
  account.password_change_required = account.password.has_value();
  const auto sequence = draft.record({.type = EventType::password_known, .context = guess.context});
  draft.notify({.kind = NoticeKind::password_known, .event_sequence = sequence, .context = guess.context});
}

void charge_known_browser(Draft& draft, const FailedGuess& guess, const Facts& facts) {
  AccountDocument& account = draft.edit();
  account.known_failures.add(guess.candidates, facts.now);
  KnownBrowser* browser = find_browser(account, guess.browser);
  if (browser == nullptr) return;
  ++browser->failures_in_a_row;
  if (lane_of(account, guess.browser, facts.policy, facts.now) == Lane::stranger) {
    draft.record(
        {.type = EventType::browser_became_stranger, .label = browser->label, .context = guess.context});
  }
}

void charge_strangers(Draft& draft, const FailedGuess& guess, const Facts& facts) {
  AccountDocument& account = draft.edit();
  if (Method* method = find_method(account, guess.method)) {
    charge(ledger_of(*method, guess.factor), pauses_of(facts.policy.method_failures), guess.candidates,
           facts.now);
  }
  account.strangers.failures.add(guess.candidates, facts.now);
}

}  // namespace

const KnownBrowser* find_browser(const AccountDocument& account,
                                 const std::optional<BrowserId>& id) noexcept {
  if (!id) return nullptr;
  const auto found = std::find_if(account.browsers.begin(), account.browsers.end(),
                                  [&](const KnownBrowser& browser) { return browser.id == *id; });
  return found == account.browsers.end() ? nullptr : &*found;
}

KnownBrowser* find_browser(AccountDocument& account, const std::optional<BrowserId>& id) noexcept {
  return const_cast<KnownBrowser*>(find_browser(std::as_const(account), id));
}

Lane lane_of(const AccountDocument& account, const std::optional<BrowserId>& id, const Policy& policy,
             Timestamp now) {
  const KnownBrowser* browser = find_browser(account, id);
  if (browser == nullptr) return Lane::stranger;
  const auto& limits = policy.account_failures;
  const bool too_old = now >= browser->last_used.value_or(browser->since) + policy.known_browsers.lifetime;
  const bool failed = browser->failures_in_a_row >= limits.known_browser_in_a_row ||
                      account.known_failures.retry_after(known_browsers_caps_of(limits), 1, now).has_value();
  return too_old || failed ? Lane::stranger : Lane::known_browser;
}

std::optional<Error> throttle_of(const AccountDocument& account, const Attempt& attempt, const Policy& policy,
                                 Timestamp now) {
  if (attempt.lane == Lane::known_browser) return std::nullopt;
  const auto& rules = policy.method_failures;
  const StoredLedger& ledger = ledger_of(attempt.method, attempt.factor);
  std::optional<Duration> wait;
  if (attempt.factor == FactorKind::recovery_code) {
    // A rate only: no cap takes the last resort away (DESIGN §6).
    wait = pause_of(ledger, rules.longest_pause, now);
  } else {
    wait = longer(retry_after(ledger, pauses_of(rules), caps_of(rules), 1, now),
                  account.strangers.failures.retry_after(strangers_caps_of(policy.account_failures), 1, now));
  }
  if (!wait) return std::nullopt;
  return Error(errc::throttled, "too many failures: try again later, or use another way", *wait);
}

void settle_clock(Draft& draft, const MethodId& id, const Facts& facts) {
  AccountDocument account = draft.account();
  const Duration longest = facts.policy.method_failures.longest_pause;
  bool moved = account.known_failures.bring_back(facts.now);
  moved = bring_back(account.strangers, longest, facts.now) || moved;
  Method* method = find_method(account, id);
  if (method != nullptr) {
    moved = bring_back(method->strangers, longest, facts.now) || moved;
    moved = bring_back(ledger_of(*method, FactorKind::totp), longest, facts.now) || moved;
  }
  if (moved) draft.edit() = std::move(account);
}

void open_recovery_when_nothing_is_left(Draft& draft, const Facts& facts) {
  if (draft.account().recovery_open || can_sign_in(draft.account(), facts.policy)) return;
  draft.edit().recovery_open = true;
  const auto sequence = draft.record({.type = EventType::recovery_path_opened});
  draft.notify({.kind = NoticeKind::recovery_path_opened, .event_sequence = sequence});
}

void charge_failure(Draft& draft, const FailedGuess& guess, const Facts& facts) {
  draft.record({.type = EventType::factor_refused,
                .factor = guess.factor,
                .method = guess.method,
                .detail = std::string(name_of(guess.reason)),
                .context = guess.context,
                .known_browser = guess.lane == Lane::known_browser});
  if (guess.lane == Lane::known_browser) {
    charge_known_browser(draft, guess, facts);
  } else {
    charge_strangers(draft, guess, facts);
  }
  if (guess.behind_password) tell_that_password_is_known(draft, guess, facts);
  open_recovery_when_nothing_is_left(draft, facts);
}

void clear_failures(AccountDocument& account, const ProvedFactor& proved, Lane lane,
                    const std::optional<BrowserId>& browser_id) {
  if (lane == Lane::known_browser) {
    if (KnownBrowser* browser = find_browser(account, browser_id)) browser->failures_in_a_row = 0;
    return;
  }
  if (!proved.method) return;
  if (Method* method = find_method(account, *proved.method)) clear_in_a_row(ledger_of(*method, proved.kind));
}

}  // namespace counterfoil
