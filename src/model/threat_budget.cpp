#include "counterfoil/model/threat_budget.hpp"

#include <algorithm>
#include <limits>

#include "model/rolling_count.hpp"

namespace counterfoil {

namespace {

using Number = std::uint64_t;

constexpr Number most = std::numeric_limits<Number>::max();
constexpr Number days_of_year = 365;
/// 30 days each; the last of them is not whole.
constexpr Number months_of_year = (days_of_year + 29) / 30;
/// Both a list of recovery codes that is used up and a pass that is issued: so often, no more, is assumed.
constexpr Number lists_and_passes_per_year = days_of_year;
constexpr Number bits_per_character = 5;

// Arithmetic that ends at the greatest number, so that any policy has a budget.

constexpr Number sum(Number left, Number right) noexcept {
  return right > most - left ? most : left + right;
}

constexpr Number product(Number left, Number right) noexcept {
  return left != 0 && right > most / left ? most : left * right;
}

constexpr Number quotient_rounded_up(Number dividend, Number divisor) noexcept {
  return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
}

constexpr Chance chance(Number parts) noexcept {
  return {std::min(parts, Chance::certain)};
}

constexpr Chance operator+(Chance left, Chance right) noexcept {
  return chance(left.parts + right.parts);
}

constexpr Chance operator*(Number times, Chance each) noexcept {
  return chance(product(times, each.parts));
}

constexpr Number power(Number base, Number exponent) noexcept {
  Number result = 1;
  for (; exponent > 0 && result != most; --exponent) result = product(result, base);
  return result;
}

/// That a guess is one of so many of `values`, each as likely as the others.
constexpr Chance some_of(Number wanted, Number values) noexcept {
  const Number dividend = product(wanted, Chance::certain);
  return chance(dividend == most ? most : quotient_rounded_up(dividend, std::max<Number>(values, 1)));
}

constexpr Chance one_of(Number values) noexcept {
  return some_of(1, values);
}

/// The likeliest code of RFC 4226: 31 bits do not divide evenly among the codes.
constexpr Chance likeliest_code(Number digits) noexcept {
  return one_of(power(10, digits)) + one_of(Number{1} << 31);
}

static_assert(likeliest_code(6).parts == 1'000'466);
static_assert(likeliest_code(0).parts == Chance::certain);
static_assert(one_of(power(2, 64)).parts == 1);

Chance totp_guess(const Policy& policy) noexcept {
  const Number steps = sum(sum(policy.totp.steps_back, 1), policy.totp.steps_ahead);
  return steps * likeliest_code(policy.totp.digits);
}

/// A counter: its code, and the two successive ones by which a token that ran away is found.
Chance hotp_guess(const Policy& policy) noexcept {
  const Chance code = likeliest_code(policy.totp.digits);
  const Chance pair = chance(product(code.per_million(), code.per_million()));
  return code + policy.hotp.resync_window * pair;
}

bool allows_totp(const Policy& policy) noexcept {
  return policy.methods.allows(MethodKind::totp) || policy.methods.allows(MethodKind::authenticator_app);
}

bool allows_hotp(const Policy& policy) noexcept {
  return policy.methods.allows(MethodKind::hotp);
}

bool allows_sent_code(const Policy& policy) noexcept {
  return policy.methods.allows(MethodKind::phone) ||
         (policy.methods.allows(MethodKind::email) && policy.methods.email_at_sign_in);
}

/// Guesses that a token's try may cover beyond the one that the caps had left.
Number overrun(const Policy& policy) noexcept {
  return allows_hotp(policy) ? policy.hotp.look_ahead : 0;
}

/// What caps leave in a year: so many windows with so many guesses each.
struct CappedYear {
  Number windows;
  Number guesses_each;

  Number guesses(Number beyond = 0) const noexcept { return product(windows, sum(guesses_each, beyond)); }
};

struct CappedYears {
  CappedYear by_month;
  CappedYear by_day;

  /// What `of` gives for the cap that leaves less.
  template <class Of>
  auto least(const Of& of) const noexcept {
    return std::min(of(by_month), of(by_day));
  }
};

CappedYears strangers_year(const AccountFailureRules& rules) noexcept {
  return {{months_of_year, rules.per_30_days}, {days_of_year, rules.per_day}};
}

GuessingRisk capped(bool allowed, const CappedYears& year, Number beyond, Chance each) noexcept {
  if (!allowed) return {};
  const Number guesses = year.least([&](const CappedYear& caps) { return caps.guesses(beyond); });
  return {guesses, each, guesses * each};
}

/// Every capped way, in whatever mixture: each guess as likely as the likeliest, and in each window a token's
/// overrun.
Chance mixed(const ThreatBudget& budget, const CappedYear& year, Number beyond) noexcept {
  const Chance likeliest = std::max({budget.totp.each, budget.hotp.each, budget.sent_code.each});
  return year.guesses() * likeliest + product(year.windows, beyond) * budget.hotp.each;
}

/// Tries that only pauses slow down, when the owner clears them `clears` times.
Number tries_by_rate(const MethodFailureRules& rules, Number clears) noexcept {
  const Duration longest = std::max(rules.longest_pause, Duration(1));
  Number until_longest = rules.pause_after;
  for (Duration pause = std::max(rules.first_pause, Duration(1)); pause < longest;
       pause += std::min(pause, longest - pause)) {
    until_longest = sum(until_longest, 1);
  }
  const auto longest_pauses = static_cast<Number>(Days(days_of_year) / longest);
  return sum(product(sum(clears, 1), until_longest), longest_pauses + 1);
}

GuessingRisk rated(bool allowed, Number tries, Chance each) noexcept {
  if (!allowed) return {};
  return {tries, each, tries * each};
}

Chance by_known_browser(const ThreatBudget& budget, const Policy& policy) noexcept {
  if (policy.known_browsers.stands_for_second_factor) return chance(Chance::certain);
  const CappedYear year{months_of_year, policy.account_failures.known_browsers_per_30_days};
  return budget.takeover + mixed(budget, year, overrun(policy));
}

/// How long caps ask to wait: by the month only where a month of days comes to its cap.
Duration longest_wait(Number per_day, Number per_30_days) noexcept {
  const bool reaches_month = product(31, per_day) >= per_30_days;
  return reaches_month ? RollingCount::longest_wait_by_month : RollingCount::longest_wait_by_day;
}

KeptOut kept_out(const Policy& policy) noexcept {
  const auto& method = policy.method_failures;
  const auto& account = policy.account_failures;
  const Number beyond = overrun(policy);
  KeptOut kept;
  kept.password = policy.guard.longest_pause;
  kept.prompt = std::max(policy.prompts.longest_pause, RollingCount::longest_wait_by_day);
  if (!method.disabled_at) {
    kept.second_factor = std::max({method.longest_pause, kept.prompt,
                                   longest_wait(sum(method.per_day, beyond), method.per_30_days),
                                   longest_wait(sum(account.per_day, beyond), account.per_30_days)});
    kept.known_browser = Duration::zero();
  }
  if (!policy.recovery_codes.disabled_at) kept.recovery_code = method.longest_pause;
  return kept;
}

}  // namespace

ThreatBudget Policy::threat_budget() const noexcept {
  ThreatBudget budget;
  const CappedYears year = strangers_year(account_failures);
  const Number beyond = overrun(*this);
  budget.totp = capped(allows_totp(*this), year, 0, totp_guess(*this));
  budget.hotp = capped(allows_hotp(*this), year, beyond, hotp_guess(*this));
  budget.sent_code = capped(allows_sent_code(*this), year, 0, one_of(power(10, sent_code.digits)));

  const Number codes_used = product(lists_and_passes_per_year, recovery_codes.count);
  budget.recovery_code =
      rated(methods.allows(MethodKind::recovery_codes), tries_by_rate(method_failures, codes_used),
            some_of(recovery_codes.count, power(2, recovery_codes.bits)));
  budget.access_pass = rated(methods.allows(MethodKind::access_pass),
                             tries_by_rate(method_failures, lists_and_passes_per_year),
                             one_of(power(2, product(bits_per_character, access_pass.length))));

  if (methods.allows(MethodKind::authenticator_app)) {
    budget.blind_approval = one_of(power(10, number_matching.digits));
    budget.prompts_per_day = prompts.per_day_without_approval;
  }
  const Chance by_capped_ways =
      year.least([&](const CappedYear& caps) { return mixed(budget, caps, beyond); });
  budget.takeover = by_capped_ways + budget.recovery_code.yearly + budget.access_pass.yearly;
  budget.takeover_with_known_browser = by_known_browser(budget, *this);
  budget.kept_out = counterfoil::kept_out(*this);
  return budget;
}

}  // namespace counterfoil
