#include "model/policy_rule.hpp"

#include <algorithm>
#include <array>

#include "counterfoil/model/threat_budget.hpp"

namespace counterfoil {

namespace {

using P = const Policy&;

std::uint32_t accepted_steps(const TotpRules& totp) noexcept {
  return totp.steps_back + 1 + totp.steps_ahead;
}

bool has_second_factor(P policy) noexcept {
  constexpr std::array kinds = {MethodKind::authenticator_app, MethodKind::totp, MethodKind::hotp,
                                MethodKind::phone, MethodKind::passkey};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](MethodKind kind) { return policy.methods.allows(kind); });
}

std::uint64_t takeovers_per_million(P policy) noexcept {
  return policy.threat_budget().takeover.per_million();
}

constexpr std::array rules = {
    PolicyRule{"totp.steps_back", "at most 5 accepted steps in all, back, current and ahead",
               "each is one more code that a guess can hit (RFC 6238 §5.2)",
               [](P p) { return accepted_steps(p.totp) <= 5; }},
    PolicyRule{"totp.period", "accepted steps that last at most 5m together",
               "a code that somebody saw is good for that long",
               [](P p) { return accepted_steps(p.totp) * p.totp.period <= std::chrono::minutes(5); }},
    PolicyRule{"totp.drift_limit", "at least totp.steps_back and totp.steps_ahead",
               "a step beyond the limit would not be accepted",
               [](P p) { return p.totp.drift_limit >= std::max(p.totp.steps_back, p.totp.steps_ahead); }},
    PolicyRule{"hotp.look_ahead", "less than method_failures.per_day",
               "a wrong code is charged with every counter tried",
               [](P p) { return p.hotp.look_ahead < p.method_failures.per_day; }},
    PolicyRule{"hotp.resync_window", "more than hotp.look_ahead",
               "resynchronising would find nothing that a plain code does not",
               [](P p) { return p.hotp.resync_window > p.hotp.look_ahead; }},
    PolicyRule{"sent_code.lifetime", "at most lifetimes.ticket",
               "a code is of no use after the sign-in that asked for it",
               [](P p) { return p.sent_code.lifetime <= p.lifetimes.ticket; }},
    PolicyRule{"sent_code.resend_after", "less than sent_code.lifetime",
               "the code would be over before it can be sent again",
               [](P p) { return p.sent_code.resend_after < p.sent_code.lifetime; }},
    PolicyRule{"sent_code.max_sends", "at most sent_code.per_number_per_hour",
               "the last send of a single challenge would be refused",
               [](P p) { return p.sent_code.max_sends <= p.sent_code.per_number_per_hour; }},
    PolicyRule{"sent_code.per_number_per_hour", "at most sent_code.per_number_per_day",
               "an hour is part of a day",
               [](P p) { return p.sent_code.per_number_per_hour <= p.sent_code.per_number_per_day; }},
    PolicyRule{"number_matching.lifetime", "at most lifetimes.ticket",
               "a prompt is of no use after the sign-in that asked for it",
               [](P p) { return p.number_matching.lifetime <= p.lifetimes.ticket; }},
    PolicyRule{
        "recovery_codes.disabled_at", "at least method_failures.pause_after",
        "pauses come before a method is disabled (63B §3.2.2)",
        [](P p) { return p.recovery_codes.disabled_at.value_or(100) >= p.method_failures.pause_after; }},
    PolicyRule{"access_pass.lifetime", "at least access_pass.shortest",
               "what an operator may not choose cannot be the rule",
               [](P p) { return p.access_pass.lifetime >= p.access_pass.shortest; }},
    PolicyRule{"access_pass.lifetime", "at most access_pass.longest",
               "what an operator may not choose cannot be the rule",
               [](P p) { return p.access_pass.lifetime <= p.access_pass.longest; }},
    PolicyRule{"password.min_with_second_factor", "at most password.min_alone",
               "a password that stands alone needs more, not less (63B §3.1.1.2)",
               [](P p) { return p.password.min_with_second_factor <= p.password.min_alone; }},
    PolicyRule{"password.argon2id.passes", "at most 4 GiB of memory passed over in all",
               "one hash would bind a processor for long",
               [](P p) { return check_cost(p.password.argon2id).has_value(); }},
    PolicyRule{"method_failures.first_pause", "at most method_failures.longest_pause", "pauses grow",
               [](P p) { return p.method_failures.first_pause <= p.method_failures.longest_pause; }},
    PolicyRule{"method_failures.per_day", "at most method_failures.per_30_days", "a day is part of 30 days",
               [](P p) { return p.method_failures.per_day <= p.method_failures.per_30_days; }},
    PolicyRule{
        "method_failures.disabled_at", "at least method_failures.pause_after",
        "pauses come before a method is disabled (63B §3.2.2)",
        [](P p) { return p.method_failures.disabled_at.value_or(100) >= p.method_failures.pause_after; }},
    PolicyRule{"account_failures.per_day", "at most account_failures.per_30_days", "a day is part of 30 days",
               [](P p) { return p.account_failures.per_day <= p.account_failures.per_30_days; }},
    PolicyRule{
        "account_failures.known_browser_in_a_row", "at most account_failures.known_browsers_per_30_days",
        "the count of all of them would end the browser first",
        [](P p) {
          return p.account_failures.known_browser_in_a_row <= p.account_failures.known_browsers_per_30_days;
        }},
    PolicyRule{"account_failures.password_known_after", "at most account_failures.per_30_days",
               "the person would never be told that the password is known",
               [](P p) { return p.account_failures.password_known_after <= p.account_failures.per_30_days; }},
    PolicyRule{"prompts.first_pause", "at most prompts.longest_pause", "pauses grow",
               [](P p) { return p.prompts.first_pause <= p.prompts.longest_pause; }},
    PolicyRule{"prompts.without_password_per_day", "at most prompts.per_day_without_approval",
               "prompts without a password are among all prompts",
               [](P p) { return p.prompts.without_password_per_day <= p.prompts.per_day_without_approval; }},
    PolicyRule{"guard.first_pause", "at most guard.longest_pause", "pauses grow",
               [](P p) { return p.guard.first_pause <= p.guard.longest_pause; }},
    PolicyRule{"lifetimes.approval", "at most lifetimes.ticket",
               "an approval is of no use after the sign-in that asked for it",
               [](P p) { return p.lifetimes.approval <= p.lifetimes.ticket; }},
    PolicyRule{"lifetimes.report_link", "at most lifetimes.events", "a report undoes what the events say",
               [](P p) { return p.lifetimes.report_link <= p.lifetimes.events; }},
    PolicyRule{"freshness.manage", "at most lifetimes.assurance", "an assurance that is over cannot be fresh",
               [](P p) { return p.freshness.manage <= p.lifetimes.assurance; }},
    PolicyRule{"freshness.passkeys", "at most freshness.manage",
               "passkeys are not managed on less than other methods are",
               [](P p) { return p.freshness.passkeys <= p.freshness.manage; }},
    PolicyRule{"known_browsers.stands_for_second_factor", "at most known_browsers.lifetime",
               "a browser that is forgotten stands for nothing",
               [](P p) {
                 return p.known_browsers.stands_for_second_factor.value_or(Duration::zero()) <=
                        p.known_browsers.lifetime;
               }},
    PolicyRule{"methods.allow",
               "authenticator_app, totp, hotp, phone or passkey among what is allowed and not denied",
               "nobody could have a second factor", has_second_factor},
    PolicyRule{"first_registration.rule", "access_pass among the methods when it is \"access_pass\"",
               "nobody could register a first method",
               [](P p) {
                 return p.first_registration.rule != FirstRegistration::access_pass ||
                        p.methods.allows(MethodKind::access_pass);
               }},
    PolicyRule{"threat.max_takeovers_per_million", "at least what guessing can come to (threat-budget.md)",
               "so many accounts could be taken over; lower account_failures.per_30_days or per_day, "
               "totp.steps_back or "
               "steps_ahead, or hotp.look_ahead, or raise totp.digits or sent_code.digits",
               [](P p) { return takeovers_per_million(p) <= p.threat.max_takeovers_per_million; },
               [](P p) { return std::to_string(takeovers_per_million(p)); }},
};

}  // namespace

std::span<const PolicyRule> policy_rules() noexcept {
  return rules;
}

}  // namespace counterfoil
