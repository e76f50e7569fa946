#include <cstdio>
#include <sstream>

#include "counterfoil/model/threat_budget.hpp"
#include "counterfoil/model/valid_policy.hpp"
#include "model/duration_text.hpp"
#include "support/catch.hpp"
#include "support/written_page.hpp"

using namespace counterfoil;

// docs/threat-budget.md is what document() returns. After a change of the policy or the arithmetic, run this test
// once with COUNTERFOIL_WRITE_DOCS=1 in the environment and look at the difference.

namespace {

const char* const begin = R"(# The threat budget

Somebody has a person's password. How likely do they guess the second factor as well, and how long can they keep that
person out? Both follow from the numbers of the [policy](policy.md). `Policy::threat_budget()` works them out, and a
policy by which guessing comes to more than `threat.max_takeovers_per_million` is refused. The numbers here are those
of the preset `recommended` where nothing else is said; this page is made from the code and checked against it.
Everything is an upper bound and rounded up.

)";

const char* const who = R"(
## Who guesses

The attacker has the password and nothing else, tries at every moment at which a try is looked at, from as many
browsers, addresses and sessions as they like, for 365 days; the owner does nothing about it, although after
`account_failures.password_known_after` failures they are told and have to change the password. A changed password
ends it: the counts begin anew only for somebody who learns the new one.

## How many guesses there are

)";

const char* const windows = R"(
- The caps belong to the account: every way, method, session and process shares them, and a success of the owner
  clears none of them. How many methods there are makes no difference.
- 365 days are at most 13 windows of 30 days, the last of them not whole. In fact a failure counts until the end of
  its day is 30 days ago, so that it is 12; the budget does not rely on that. Where the cap of a day leaves less in
  a year than the cap of 30 days, that one counts.
- Pauses make guessing slower, not rarer. They are left out.
- A token by counter (HOTP) is compared with `hotp.look_ahead` counters more, and each is charged; but a try that
  begins with one guess left is not cut short. So in each window it may go beyond the cap by the look-ahead.

## How likely one guess is

)";

const char* const each = R"(
- A time-based code is compared with `totp.steps_back` + 1 + `totp.steps_ahead` steps and charged once: any of these
  codes will do. The codes of RFC 4226 come from 31 bits, which do not divide evenly, so the likeliest is up to
  1 in 2^31 likelier than the others; it is assumed that the attacker types that one.
- A token by counter has the same codes, one for each guess, and is also found by two successive codes anywhere in
  `hotp.resync_window`.
- Sent codes are even. A new challenge has a new code, which makes guessing neither better nor worse.

In all: every guess by the likeliest way that the policy allows, the look-ahead in each window, and what follows.

## Recovery codes and passes

No cap ever takes recovery codes away, so only the pauses of `method_failures` slow guessing down. It is assumed that
the owner clears the pauses by using up a whole list every day, and that the service desk issues a pass every day.

)";

const char* const matching = R"(
## Number matching

The attacker cannot guess here: the number stands on their own screen, and a person has to type it on the phone. What
can happen is that the person approves blindly, with any number. That is the person's guess, not the attacker's, and
no part of the sum; it is stated because it is the weakest point.

)";

const char* const after_matching = R"(
A wrong number ends the request and is charged to the method like a wrong code, a denial or two unanswered requests
pause them, and no request arrives while one waits. Whoever types numbers into requests that they did not cause is not
protected by two digits; that is why NIST SP 800-63B-4 §3.1.3 asks for six.

## With a known browser's token

)";

const char* const kept_out = R"(
## How long an owner can be kept out

The longest that one `throttled` asks to wait. Who keeps at it can begin the next wait as soon as one is over.

)";

const char* const after_kept_out = R"(
Days are counted by the hour and the 30 days by the day, which is where the hour more and the day more come from. What
always remains: a known browser, passkeys, recovery codes after a pause, and changing the password, which restarts the
strangers' counts. Where `method_failures.disabled_at` is set, as in `nist_800_63b_4`, so many failures in a row disable
a method for every browser until it is registered again; somebody who has the password can bring that about.

## What a change does

)";

const char* const not_covered = R"(
To lower the chance: fewer failures in `account_failures`, fewer steps in `totp`, more digits. A policy that is refused
says what it comes to:

```
)";

const char* const end = R"(```

## What this does not cover

- Accounts without a second factor, and the first registration of one.
- A person who is talked into a code or relayed live by a false page (passkeys stop that), malware on the device, a
  phone number taken over, and the service desk talked into something.
- Code apps that were imported, or registered under another policy, keep their own digits: with 6 digits under a
  policy of 8 the chance is that of 6.
- Many accounts at once: of N accounts whose passwords are known, N times the chance fall on average. That is what
  "of a million" means.

`tests/unit/model/guessing_year_test.cpp` plays a year of guessing against the same ledgers that the engine charges, for
this policy and for hundreds of others, and never gets more guesses or longer waits than are stated here.
)";

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

/// In percent, rounded up to four places.
std::string percent(Chance chance) {
  if (chance.parts > 0 && chance.parts < 1'000'000) return "under 0.0001 %";
  const std::uint64_t million = chance.per_million();
  char text[32];
  std::snprintf(text, sizeof text, "%llu.%04llu %%", static_cast<unsigned long long>(million / 10'000),
                static_cast<unsigned long long>(million % 10'000));
  return text;
}

std::string one_in(Chance chance) {
  return chance.parts <= 1 ? "1 in 10^12 or less" : "1 in " + grouped(Chance::certain / chance.parts);
}

std::string wait(const std::optional<Duration>& duration) {
  if (!duration) return "until it is registered again";
  return *duration == Duration::zero() ? "never" : duration_text(*duration);
}

void add_way(std::ostringstream& text, const char* name, const GuessingRisk& risk) {
  text << "| " << name << " | " << grouped(risk.guesses) << " | " << one_in(risk.each) << " | "
       << percent(risk.yearly) << " |\n";
}

const char* const way_header =
    "| Way | Guesses a year | One guess | Within a year, by this way alone |\n|---|---|---|---|\n";

void add_summary(std::ostringstream& text, const ThreatBudget& budget) {
  text << "| Who has the password | Of a million such accounts, a year | |\n|---|---|---|\n";
  text << "| and nothing else | " << grouped(budget.takeover.per_million()) << " | **"
       << percent(budget.takeover) << "** |\n";
  text << "| and the token of a known browser | " << grouped(budget.takeover_with_known_browser.per_million())
       << " | " << percent(budget.takeover_with_known_browser) << " |\n";
  text << "\nAn owner is never kept out of a browser that the account knows.\n";
}

void add_caps(std::ostringstream& text, const Policy& policy, const ThreatBudget& budget) {
  const auto& rules = policy.account_failures;
  text << "`account_failures` allows strangers " << rules.per_day << " failures in 24 hours and "
       << rules.per_30_days << " in 30 days: 13 × " << rules.per_30_days << " = "
       << grouped(budget.totp.guesses) << "\nguesses a year, which is less than 365 × " << rules.per_day
       << " = " << grouped(std::uint64_t{365} * rules.per_day) << ". A token by counter adds 13 × "
       << policy.hotp.look_ahead << " = " << 13 * policy.hotp.look_ahead << ".\n";
}

void add_known_browser(std::ostringstream& text, const Policy& policy, const ThreatBudget& budget) {
  const std::uint32_t cap = policy.account_failures.known_browsers_per_30_days;
  const Chance more{budget.takeover_with_known_browser.parts - budget.takeover.parts};
  text << "A known browser has a lane of its own: " << cap << " failures in 30 days over all of them, 13 × "
       << cap << " = " << 13 * cap
       << " guesses more a year\n(and a token's look-ahead again): " << percent(more)
       << " more. Whoever has that browser's token sat at the person's\ncomputer or took it over. "
          "`threat.max_takeovers_per_million` "
          "does not count it. Where\n`known_browsers.stands_for_second_factor` is set, the token and the "
          "password are "
          "enough and nothing has to be guessed:\nthen this chance is 100 %.\n";
}

void add_kept_out(std::ostringstream& text, const KeptOut& kept, const KeptOut& nist) {
  const auto row = [&](const char* what, const char* needed, const std::optional<Duration>& one,
                       const std::optional<Duration>& other) {
    text << "| " << what << " | " << needed << " | " << wait(one) << " | " << wait(other) << " |\n";
  };
  text << "| From | A stranger needs | recommended | nist_800_63b_4 |\n|---|---|---|---|\n";
  row("typing the password in a browser that is not known", "the name", kept.password, nist.password);
  row("codes and prompts in a browser that is not known", "the password", kept.second_factor,
      nist.second_factor);
  row("prompts, by denied and unanswered ones alone", "the password", kept.prompt, nist.prompt);
  row("recovery codes", "the password", kept.recovery_code, nist.recovery_code);
  row("a known browser", "the password", kept.known_browser, nist.known_browser);
}

void add_changes(std::ostringstream& text) {
  const auto row = [&](const char* what, void (*change)(Policy&)) {
    Policy policy;
    change(policy);
    text << "| " << what << " | " << percent(policy.threat_budget().takeover) << " | "
         << (ValidPolicy::check(policy) ? "yes" : "no") << " |\n";
  };
  text << "| Change to `recommended` | Within a year, in all | Accepted |\n|---|---|---|\n";
  row("none", [](Policy&) {});
  row("`totp.steps_ahead` 0", [](Policy& p) { p.totp.steps_ahead = 0; });
  row("`totp.steps_back` 2", [](Policy& p) { p.totp.steps_back = 2; });
  row("`totp.steps_back` 2, `totp.digits` 7", [](Policy& p) {
    p.totp.steps_back = 2;
    p.totp.digits = 7;
  });
  row("`totp.digits` 8: sent codes are now the likeliest", [](Policy& p) { p.totp.digits = 8; });
  row("`totp.digits` and `sent_code.digits` 8", [](Policy& p) { p.totp.digits = p.sent_code.digits = 8; });
  row("`account_failures` 30 a day, 50 in 30 days", [](Policy& p) {
    p.account_failures.per_day = 30;
    p.account_failures.per_30_days = 50;
  });
  row("`account_failures.per_30_days` 200", [](Policy& p) { p.account_failures.per_30_days = 200; });
  row("`methods.allow` passkeys only", [](Policy& p) { p.methods.allow = {MethodKind::passkey}; });
}

std::string refusal_of_four_steps() {
  Policy policy;
  policy.totp.steps_back = 2;
  const auto checked = ValidPolicy::check(policy);
  return checked ? "" : checked.error().message;
}

std::string document() {
  const Policy policy;
  const ThreatBudget budget = policy.threat_budget();
  const ThreatBudget nist = ValidPolicy::nist_800_63b_4()->threat_budget();
  std::ostringstream text;
  text << begin;
  add_summary(text, budget);
  text << who;
  add_caps(text, policy, budget);
  text << windows << way_header;
  add_way(text, "Code app, authenticator app that is offline", budget.totp);
  add_way(text, "Token by counter", budget.hotp);
  add_way(text, "Code by SMS, voice or e-mail", budget.sent_code);
  text << each << way_header;
  add_way(text, "Recovery codes, a whole list", budget.recovery_code);
  add_way(text, "Access pass", budget.access_pass);
  text << matching << "| | recommended | nist_800_63b_4 |\n|---|---|---|\n";
  text << "| One blind answer approves | " << one_in(budget.blind_approval) << " | "
       << one_in(nist.blind_approval) << " |\n| Requests in 24 hours without an approval | "
       << budget.prompts_per_day << " | " << nist.prompts_per_day
       << " |\n| All of them answered blindly, in a day | "
       << percent({budget.prompts_per_day * budget.blind_approval.parts}) << " | "
       << percent({nist.prompts_per_day * nist.blind_approval.parts}) << " |\n";
  text << after_matching;
  add_known_browser(text, policy, budget);
  text << kept_out;
  add_kept_out(text, budget.kept_out, nist.kept_out);
  text << after_kept_out;
  add_changes(text);
  text << not_covered << refusal_of_four_steps() << "\n" << end;
  return text.str();
}

}  // namespace

TEST_CASE("docs/threat-budget.md says what the policy's numbers come to") {
  CHECK(testing::written_page("docs/threat-budget.md", document()) == document());
}
