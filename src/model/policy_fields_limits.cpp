#include "model/policy_field_table.hpp"

namespace counterfoil::field_table {

using namespace std::chrono_literals;
using P = Policy;

std::span<const PolicyField> limit_fields() {
  static const std::array fields = {
      count<&P::method_failures, &MethodFailureRules::pause_after>(
          "method_failures.pause_after", 1, 20,
          {"Failures in a row; this one and each further one pauses", "63B §3.2.2"}),
      duration<&P::method_failures, &MethodFailureRules::first_pause>(
          "method_failures.first_pause", 30s, 1h, {"Doubles with each further failure", "63B §3.2.2"}),
      duration<&P::method_failures, &MethodFailureRules::longest_pause>(
          "method_failures.longest_pause", 30s, 1h, {"Where the doubling ends", "63B §3.2.2"}),
      count<&P::method_failures, &MethodFailureRules::per_day>(
          "method_failures.per_day", 5, 100, {"Candidates in 24 hours; a success clears none", "ASVS 6.1.1"}),
      count<&P::method_failures, &MethodFailureRules::per_30_days>(
          "method_failures.per_30_days", 10, 300, {"Candidates in 30 days; a success clears none"}),
      optional_count<&P::method_failures, &MethodFailureRules::disabled_at>(
          "method_failures.disabled_at", 10, 100,
          {"Failures in a row at which the method must be registered again", "63B §3.2.2"}),

      count<&P::account_failures, &AccountFailureRules::per_day>("account_failures.per_day", 5, 200,
                                                                 {"Strangers' candidates in 24 hours"}),
      count<&P::account_failures, &AccountFailureRules::per_30_days>("account_failures.per_30_days", 10, 300,
                                                                     {"Strangers' candidates in 30 days"}),
      count<&P::account_failures, &AccountFailureRules::known_browsers_per_30_days>(
          "account_failures.known_browsers_per_30_days", 5, 100,
          {"Candidates of all known browsers together in 30 days"}),
      count<&P::account_failures, &AccountFailureRules::known_browser_in_a_row>(
          "account_failures.known_browser_in_a_row", 1, 10,
          {"Failures in a row at which a known browser becomes a stranger"}),
      count<&P::account_failures, &AccountFailureRules::password_known_after>(
          "account_failures.password_known_after", 5, 100,
          {"Failed second factors behind a right password until it must be changed", "ASVS 6.3.5"}),

      count<&P::prompts, &PromptRules::unanswered_before_pause>(
          "prompts.unanswered_before_pause", 1, 5,
          {"Unanswered prompts in a row; a denial pauses at once", "ASVS 6.6.4"}),
      duration<&P::prompts, &PromptRules::first_pause>("prompts.first_pause", 30s, 1h,
                                                       {"Doubles with each further one", "ASVS 6.6.4"}),
      duration<&P::prompts, &PromptRules::longest_pause>("prompts.longest_pause", 1min, 24h,
                                                         {"Where the doubling ends"}),
      count<&P::prompts, &PromptRules::per_day_without_approval>(
          "prompts.per_day_without_approval", 1, 50,
          {"Prompts in 24 hours since the last approval", "63B §3.1.3"}),
      count<&P::prompts, &PromptRules::without_password_per_day>(
          "prompts.without_password_per_day", 0, 10, {"Prompts in 24 hours from a known browser alone"}),

      count<&P::guard, &GuardRules::pause_after>(
          "guard.pause_after", 1, 20,
          {"Wrong passwords; this one and each further one pauses", "63B §3.2.2; ASVS 6.1.1"}),
      duration<&P::guard, &GuardRules::first_pause>("guard.first_pause", 30s, 1h,
                                                    {"Doubles with each further one", "63B §3.2.2"}),
      duration<&P::guard, &GuardRules::longest_pause>("guard.longest_pause", 30s, 1h,
                                                      {"Where the doubling ends", "63B §3.2.2"}),
      duration<&P::guard, &GuardRules::forgotten_after>("guard.forgotten_after", 1h, Days(7),
                                                        {"Since the last failure"}),

      duration<&P::spray, &SprayRules::window>("spray.window", 1min, 1h, {"In which failures are counted"}),
      count<&P::spray, &SprayRules::threshold>(
          "spray.threshold", 10, 100000,
          {"First-factor failures of the tenant that raise the signal", "ASVS 6.3.5"}),

      count<&P::threat, &ThreatRules::max_takeovers_per_million>(
          "threat.max_takeovers_per_million", 1, 10000,
          {"In a year, of a million accounts whose password somebody has; see threat-budget.md"}),
  };
  return fields;
}

}  // namespace counterfoil::field_table
