#include "model/policy_field_table.hpp"

namespace counterfoil::field_table {

using namespace std::chrono_literals;
using P = Policy;

namespace {

constexpr std::array<std::string_view, 3> first_registrations = {"access_pass", "password_until", "password"};
constexpr std::array<std::string_view, 2> suggested_ways = {"strongest", "chosen_default"};

}  // namespace

std::span<const PolicyField> account_fields() {
  static const std::array fields = {
      duration<&P::lifetimes, &LifetimeRules::ticket>("lifetimes.ticket", 2min, 30min,
                                                      {"A sign-in in progress", "ASVS 6.5.5"}),
      duration<&P::lifetimes, &LifetimeRules::approval>("lifetimes.approval", 10s, 10min,
                                                        {"In which an approval is redeemed", "63B §3.1.3"}),
      duration<&P::lifetimes, &LifetimeRules::assurance>("lifetimes.assurance", 10min, 24h,
                                                         {"The result of a sign-in", "63B §2.2.3"}),
      duration<&P::lifetimes, &LifetimeRules::registration>("lifetimes.registration", 2min, 10min,
                                                            {"From begun to confirmed", "63B §4.1.2.2"}),
      duration<&P::lifetimes, &LifetimeRules::report_link>(
          "lifetimes.report_link", Days(1), Days(90),
          {"The \"this wasn't me\" link of a notice", "63B §4.6"}),
      duration<&P::lifetimes, &LifetimeRules::events>("lifetimes.events", Days(30), Days(3650),
                                                      {"Then pruned behind the anchor"}),
      duration<&P::lifetimes, &LifetimeRules::idempotency>("lifetimes.idempotency", 1min, 1h,
                                                           {"How long an outcome is kept for a retry"}),
      duration<&P::lifetimes, &LifetimeRules::notice>("lifetimes.notice", 1h, Days(30),
                                                      {"How long a notice is worth sending"}),

      count<&P::registration, &RegistrationRules::tries>(
          "registration.tries", 1, 20, {"Wrong codes or numbers after which a registration is over"}),
      count<&P::registration, &RegistrationRules::tests>("registration.tests", 1, 10,
                                                         {"Requests to the phone of one registration"}),

      duration<&P::freshness, &FreshnessRules::manage>(
          "freshness.manage", 1min, 30min, {"Age of the multi-factor proof to manage methods", "ASVS 7.5.1"}),
      duration<&P::freshness, &FreshnessRules::passkeys>(
          "freshness.passkeys", 1min, 30min,
          {"Age of the multi-factor proof to manage passkeys", "ASVS 7.5.1"}),

      duration<&P::known_browsers, &KnownBrowserRules::lifetime>(
          "known_browsers.lifetime", Days(1), Days(400), {"Since its last multi-factor sign-in"}),
      count<&P::known_browsers, &KnownBrowserRules::max>("known_browsers.max", 1, 20, {"In an account"}),
      optional_duration<&P::known_browsers, &KnownBrowserRules::stands_for_second_factor>(
          "known_browsers.stands_for_second_factor", 1h, Days(30),
          {"How long a known browser stands for the second factor; never for managing",
           "63B does not allow it for AAL2"}),

      count<&P::live, &LiveRules::registrations>("live.registrations", 1, 5, {"Registrations in progress"}),
      count<&P::live, &LiveRules::challenges>(
          "live.challenges", 2, 8, {"Challenges that wait; a known browser has a slot of its own"}),
      count<&P::live, &LiveRules::outcomes>("live.outcomes", 4, 16, {"Outcomes kept for a retry"}),
      count<&P::live, &LiveRules::spent_tickets>("live.spent_tickets", 8, 32,
                                                 {"Completed tickets that have not expired"}),
      count<&P::live, &LiveRules::sessions>("live.sessions", 5, 50, {"Sessions listed; the oldest goes"}),
      count<&P::live, &LiveRules::removed_methods>(
          "live.removed_methods", 1, 20, {"Methods kept aside while their removal can be reported"}),

      count<&P::method_limits, &MethodLimitRules::apps>(
          "method_limits.apps", 1, 20, {"Authenticator apps, code apps and tokens together", "63B §4.1.2.1"}),
      count<&P::method_limits, &MethodLimitRules::phones>("method_limits.phones", 0, 5, {"Phone numbers"}),
      count<&P::method_limits, &MethodLimitRules::emails>("method_limits.emails", 0, 5,
                                                          {"E-mail addresses", "63B §4.6"}),
      count<&P::method_limits, &MethodLimitRules::passkeys>("method_limits.passkeys", 0, 20, {"Passkeys"}),
      count<&P::method_limits, &MethodLimitRules::accounts_per_number>(
          "method_limits.accounts_per_number", 1, 20, {"Accounts that share one phone number"}),

      fine_duration<&P::deadlines, &DeadlineRules::operation>(
          "deadlines.operation", 100ms, 30s, {"One operation, queueing and conflicts included"}),

      kinds<&P::methods, &MethodRules::allow>("methods.allow", false,
                                              {"Methods that may be registered and used"}),
      kinds<&P::methods, &MethodRules::deny>("methods.deny", true,
                                             {"Methods that may not; wins over `allow`"}),
      on_or_off<&P::methods, &MethodRules::email_at_sign_in>(
          "methods.email_at_sign_in",
          {"Whether e-mail is more than recovery and notices", "63B §3.1.3 does not allow it"}),

      choice<&P::first_registration, &FirstRegistrationRules::rule>(
          "first_registration.rule", first_registrations,
          {"What the first method may be registered on", "63B §4.1.2.1; ASVS 6.4.1"}),
      duration<&P::first_registration, &FirstRegistrationRules::password_for>(
          "first_registration.password_for", Days(1), Days(90),
          {"With `password_until`: since the account was created"}),
      on_or_off<&P::second_factor_required>(
          "second_factor_required",
          {"Without a second factor a sign-in is good for registering one only", "ASVS 6.3.3"}),
      choice<&P::suggested_way>("suggested_way", suggested_ways, {"Which way is suggested first"}),
  };
  return fields;
}

}  // namespace counterfoil::field_table
