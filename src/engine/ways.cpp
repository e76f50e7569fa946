#include "engine/ways.hpp"

#include <algorithm>
#include <string>

#include "counterfoil/engine/sign_in.hpp"
#include "engine/decide_prompt.hpp"
#include "engine/methods.hpp"
#include "engine/prompts.hpp"

namespace counterfoil {

namespace {

bool is_first_factor(FactorKind kind) noexcept {
  return kind == FactorKind::password || kind == FactorKind::host_proved;
}

bool proved_first_factor(const TicketState& ticket) noexcept {
  return std::any_of(ticket.factors.begin(), ticket.factors.end(),
                     [](const ProvedFactor& factor) { return is_first_factor(factor.kind); });
}

std::size_t proved_methods(const TicketState& ticket) noexcept {
  return static_cast<std::size_t>(
      std::count_if(ticket.factors.begin(), ticket.factors.end(),
                    [](const ProvedFactor& factor) { return !is_first_factor(factor.kind); }));
}

bool used_already(const TicketState& ticket, const MethodId& id) noexcept {
  return std::any_of(ticket.factors.begin(), ticket.factors.end(),
                     [&](const ProvedFactor& factor) { return factor.method == id; });
}

std::string seconds_text(Duration wait) {
  return std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count());
}

Explanation withheld_for(const Error& throttled, const Policy& policy) {
  const Duration wait = throttled.retry_after.value_or(Duration::zero());
  if (wait <= policy.method_failures.longest_pause)
    return explain(Reason::paused, {{"seconds", seconds_text(wait)}});
  const auto hours = std::chrono::ceil<std::chrono::hours>(wait).count();
  return explain(Reason::over_limit, {{"hours", std::to_string(hours)}});
}

/// As the verification of a code sees it: beyond what a right code of a fast device may reach.
bool is_ahead_of_clock(const Method& method, const Policy& policy, Timestamp now) noexcept {
  const Totp* totp = totp_of(method);
  if (totp == nullptr || !totp->last_accepted_step) return false;
  return *totp->last_accepted_step > unix_seconds(now) / totp->period.count() + policy.totp.drift_limit;
}

Explanation held_back(const PromptHold& hold) {
  if (hold.reason == Reason::over_limit) {
    const auto hours = std::chrono::ceil<std::chrono::hours>(hold.wait).count();
    return explain(hold.reason, {{"hours", std::to_string(hours)}});
  }
  return explain(hold.reason, {{"seconds", seconds_text(hold.wait)}});
}

/// What every way is judged by.
struct WayContext {
  const AccountDocument& account;
  const TicketState& ticket;
  Lane lane;
  const Policy& policy;
  Timestamp now;
};

std::optional<Explanation> withheld(const WayContext& context, const Method& method, FactorKind factor) {
  const auto& [account, ticket, lane, policy, now] = context;
  const auto* codes = std::get_if<RecoveryCodes>(&method.payload);
  if (method.suspended) return explain(Reason::method_suspended);
  if (!policy.methods.allows(*kind_of(method))) return explain(Reason::denied_by_policy);
  if (is_disabled(method, factor, policy)) return explain(Reason::method_disabled);
  if (used_already(ticket, method.id)) return explain(Reason::used_already);
  if (codes != nullptr && codes_left(*codes) == 0) return explain(Reason::codes_used_up);
  if (factor == FactorKind::totp && is_ahead_of_clock(method, policy, now))
    return explain(Reason::clock_behind);
  if (const auto throttled = throttle_of(account, {method, factor, lane}, policy, now))
    return withheld_for(*throttled, policy);
  if (factor != FactorKind::authenticator_app) return std::nullopt;
  const PromptSender sender{ticket.id, lane, is_behind_a_factor(ticket)};
  if (const auto hold = prompt_hold(account, sender, policy, now)) return held_back(*hold);
  return std::nullopt;
}

Way way_of(const WayContext& context, const Method& method, FactorKind factor) {
  const auto reason = withheld(context, method, factor);
  return {factor, method.id, label_of(method), !reason, false, reason.value_or(explain(Reason::available))};
}

void add_ways(std::vector<Way>& ways, const WayContext& context, const Method& method) {
  const auto factor = factor_of(method);
  if (!factor) return;
  ways.push_back(way_of(context, method, *factor));
  if (*factor == FactorKind::authenticator_app) ways.push_back(way_of(context, method, FactorKind::totp));
}

/// Strongest first; the person's default before that, where policy prefers it.
void suggest(std::vector<Way>& ways, const AccountDocument& account, const Policy& policy) {
  const bool by_person = policy.suggested_way == SuggestedWay::chosen_default;
  const auto rank = [&](const Way& way) {
    if (by_person && way.method && way.method == account.default_method) return 0;
    if (way.factor == FactorKind::recovery_code) return 3;
    return way.factor == FactorKind::authenticator_app ? 1 : 2;
  };
  std::stable_sort(ways.begin(), ways.end(), [&](const Way& left, const Way& right) {
    if (left.offered != right.offered) return left.offered;
    return rank(left) < rank(right);
  });
  if (ways.empty() || !ways.front().offered) return;
  ways.front().suggested = true;
  const bool is_default = rank(ways.front()) == 0;
  ways.front().explanation = explain(is_default ? Reason::chosen_default : Reason::strongest_available);
}

Way first_way(const Policy& policy, Reason reason) {
  const bool host = policy.password.keeper == PasswordKeeper::host;
  return Way{host ? FactorKind::host_proved : FactorKind::password,
             std::nullopt,
             "Password",
             true,
             true,
             explain(reason)};
}

Need need_of_sign_in(const AccountDocument& account, const TicketState& ticket, Lane lane,
                     const Policy& policy, Timestamp now) {
  if (!proved_first_factor(ticket)) return Need::first_factor;
  if (proved_methods(ticket) > 0) return Need::nothing;
  if (!account.had_second_factor) return Need::nothing;
  const auto& stands_for = policy.known_browsers.stands_for_second_factor;
  const KnownBrowser* browser = find_browser(account, ticket.known_browser);
  if (stands_for && lane == Lane::known_browser && browser != nullptr &&
      now < browser->last_used.value_or(browser->since) + *stands_for) {
    return Need::nothing;
  }
  return Need::second_factor;
}

Need need_of_step_up(const AccountDocument& account, const TicketState& ticket) {
  const bool both = ticket.step_up_need == static_cast<std::uint8_t>(StepUpNeed::multi_factor);
  const bool held = account.had_second_factor;
  if (held && proved_methods(ticket) == 0) return Need::second_factor;
  if ((both || !held) && !proved_first_factor(ticket)) return Need::first_factor;
  return Need::nothing;
}

}  // namespace

std::vector<Way> first_ways(const TicketState& ticket, const Policy& policy) {
  if (ticket.purpose != TicketPurpose::password_reset) return {first_way(policy, Reason::first_factor)};
  std::vector<Way> ways;
  if (ticket.known_browser && policy.methods.allows(MethodKind::authenticator_app)) {
    ways.push_back({FactorKind::authenticator_app, std::nullopt, "Authenticator", true, true,
                    explain(Reason::available)});
  }
  if (policy.methods.allows(MethodKind::totp) || policy.methods.allows(MethodKind::authenticator_app)) {
    ways.push_back(
        {FactorKind::totp, std::nullopt, "Code app", true, ways.empty(), explain(Reason::first_factor)});
  }
  if (policy.methods.allows(MethodKind::recovery_codes)) {
    ways.push_back({FactorKind::recovery_code, std::nullopt, "Recovery code", true, ways.empty(),
                    explain(Reason::first_factor)});
  }
  return ways;
}

std::vector<Way> ways_of(const AccountDocument& account, const TicketState& ticket, Lane lane,
                         const Policy& policy, Timestamp now) {
  std::vector<Way> ways;
  if (need_of(account, ticket, lane, policy, now) == Need::first_factor) {
    return {first_way(policy, Reason::available)};
  }
  for (const Method& method : account.methods) add_ways(ways, {account, ticket, lane, policy, now}, method);
  suggest(ways, account, policy);
  return ways;
}

Need need_of(const AccountDocument& account, const TicketState& ticket, Lane lane, const Policy& policy,
             Timestamp now) {
  switch (ticket.purpose) {
    case TicketPurpose::sign_in:
      return need_of_sign_in(account, ticket, lane, policy, now);
    case TicketPurpose::step_up:
      return need_of_step_up(account, ticket);
    case TicketPurpose::password_reset: {
      const std::size_t needed = lane == Lane::known_browser ? 1 : 2;
      return proved_methods(ticket) >= needed ? Need::nothing : Need::second_factor;
    }
  }
  return Need::second_factor;
}

}  // namespace counterfoil
