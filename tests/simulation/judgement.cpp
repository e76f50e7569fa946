#include "simulation/judgement.hpp"

#include <algorithm>

#include "counterfoil/otp/totp.hpp"
#include "engine/lanes.hpp"
#include "engine/methods.hpp"

namespace counterfoil::simulation {

namespace {

constexpr Duration step_length = std::chrono::seconds(30);
constexpr int reach = 8;  // further than the policy's window and drift together

/// The steps around now that a code belongs to.
std::vector<std::int64_t> steps_of(const World& world, const CodeApp& app, const std::string& code) {
  std::vector<std::int64_t> steps;
  for (int i = -reach; i <= reach; ++i) {
    const Timestamp then = world.now() + i * step_length;
    const auto made = generate_totp(app.secret, TotpParameters(), then);
    if (made && *made == code) steps.push_back(unix_seconds(then) / 30);
  }
  return steps;
}

const CodeApp* app_of(const Person& person, const std::optional<MethodId>& method) {
  const auto found = std::find_if(person.apps.begin(), person.apps.end(),
                                  [&](const CodeApp& app) { return app.method == method; });
  return found == person.apps.end() ? nullptr : &*found;
}

bool was_looked_at(errc code) {
  return code == errc::code_mismatch || code == errc::code_replayed || code == errc::drift_exceeded ||
         code == errc::password_mismatch;
}

/// A reset's first step, before anything is proved: its guesses are the guard's.
bool is_guarded(const Attempt& attempt) {
  return attempt.flow.is_reset && !attempt.flow.proved_code;
}

std::vector<EarlierAnswer>::iterator answer_before(Person& person, const Attempt& attempt) {
  return std::find_if(person.earlier_answers.begin(), person.earlier_answers.end(),
                      [&](const EarlierAnswer& earlier) {
                        return !attempt.manner.key.empty() && earlier.key == attempt.manner.key &&
                               earlier.ticket == attempt.flow.ticket.text();
                      });
}

/// Forgets a guard as the engine does, a day after its last failure.
GuessHistory& guard_of(World& world, Person& person) {
  GuessHistory& guard = person.password_guesses;
  if (guard.last() && world.now() >= *guard.last() + world.policy().guard.forgotten_after) {
    guard.clear();
    person.recent_wrong.clear();
  }
  return guard;
}

void look(World& world, GuessHistory& guesses, const GuessLimits& limits, std::string_view claim,
          std::string_view whose) {
  const auto broken = guesses.looked_at(world.now(), limits);
  world.findings().expect(broken.empty(), claim, std::string(whose) + ": " + std::string(broken));
}

void count_guard_failure(World& world, const Attempt& attempt) {
  Person& person = attempt.person;
  // A success of somebody who came first cleared this failure too, or not: nobody can tell.
  if (person.guard_clears != attempt.guard_clears) return;
  GuessHistory& guard = guard_of(world, person);
  look(world, guard, guard_limits(world.policy()), claims::within_budget, "a name's guard");
  auto& recent = person.recent_wrong;
  const bool repeated = attempt.factor == FactorKind::password &&
                        std::find(recent.begin(), recent.end(), attempt.typed) != recent.end();
  if (repeated) return;
  guard.failed(world.now(), guard_limits(world.policy()));
  if (attempt.factor != FactorKind::password) return;
  recent.push_back(attempt.typed);
  if (recent.size() > 3) recent.erase(recent.begin());
}

bool counted_for_known_browsers(World& world, const Attempt& attempt) {
  if (!attempt.before || !attempt.person.document) return false;
  return attempt.person.document->known_failures.last_30_days(world.now()) >
         attempt.before->known_failures.last_30_days(world.now());
}

GuessLimits limits_of(World& world, const Attempt& attempt) {
  return attempt.factor == FactorKind::recovery_code ? recovery_limits(world.policy())
                                                     : method_limits(world.policy());
}

void count_failure(World& world, const Attempt& attempt) {
  Person& person = attempt.person;
  if (attempt.flow.had_token && counted_for_known_browsers(world, attempt)) {
    look(world, person.known_guesses, known_limits(world.policy()), claims::known_budget, "known browsers");
    person.known_guesses.failed(world.now(), known_limits(world.policy()));
    return;
  }
  const bool at_the_name = attempt.factor == FactorKind::password || is_guarded(attempt);
  if (at_the_name) {
    if (!attempt.flow.is_step_up) count_guard_failure(world, attempt);
    return;
  }
  GuessHistory& guesses = person.code_guesses[attempt.method.value_or(MethodId{})];
  look(world, guesses, limits_of(world, attempt), claims::within_budget, "a method");
  guesses.failed(world.now(), limits_of(world, attempt));
  if (attempt.factor == FactorKind::totp) {
    look(world, person.account_guesses, account_limits(world.policy()), claims::within_budget, "an account");
  }
  person.account_guesses.failed(world.now(), account_limits(world.policy()));
}

/// Also where it is not known whether a right proof was accepted: then it may have been.
void forget_failures_in_a_row(World& world, const Attempt& attempt) {
  Person& person = attempt.person;
  if (attempt.factor == FactorKind::password || is_guarded(attempt)) {
    guard_of(world, person).succeeded();
    person.recent_wrong.clear();
    ++person.guard_clears;
  }
  if (attempt.method) person.code_guesses[*attempt.method].succeeded();
}

void bring_back(World& world, const Attempt& attempt) {
  Person& person = attempt.person;
  person.known_guesses.bring_back(world.now(), known_limits(world.policy()));
  guard_of(world, person).bring_back(world.now(), guard_limits(world.policy()));
  if (!attempt.method) return;
  person.code_guesses[*attempt.method].bring_back(world.now(), limits_of(world, attempt));
  person.account_guesses.bring_back(world.now(), account_limits(world.policy()));
}

void judge_code(World& world, const Attempt& attempt) {
  const CodeApp* app = app_of(attempt.person, attempt.method);
  const Method* method = find_method(*attempt.person.document, *attempt.method);
  if (app == nullptr || method == nullptr) return;
  const auto floor = std::get<Totp>(method->payload).last_accepted_step.value_or(0);
  std::optional<std::int64_t> step;
  for (const std::int64_t one : steps_of(world, *app, attempt.typed)) {
    if (one <= floor) step = one;
  }
  if (!world.findings().expect(step.has_value(), claims::right_proof, "a wrong code was accepted")) return;
  const bool first_time = attempt.person.accepted_steps.emplace(*attempt.method, *step).second;
  world.findings().expect(first_time, claims::accepted_once, "a code was accepted again");
}

void judge_completion(World& world, const Attempt& attempt, const SignInOutcome& outcome) {
  Person& person = attempt.person;
  Findings& findings = world.findings();
  findings.expect(person.ended_flows.emplace(attempt.flow.number, attempt.flow.expires).second,
                  claims::accepted_once, "a ticket was completed that was completed or cancelled before");
  const auto* signed_in = std::get_if<SignedIn>(&outcome);
  if (signed_in == nullptr) {
    findings.expect(attempt.flow.had_token || attempt.flow.proved_code, claims::right_proof,
                    "one proof of a stranger was enough for a reset");
    return;
  }
  findings.expect(signed_in->account == person.account, claims::own_account,
                  "the sign-in is another account's");
  const bool held = attempt.flow.proved_code || attempt.factor != FactorKind::password;
  findings.expect(
      held || !attempt.before || !attempt.before->had_second_factor || !person.has_second_factor(),
      claims::right_proof, "a password alone was enough");
  const auto& sessions = person.document->sessions;
  const bool listed = std::any_of(sessions.begin(), sessions.end(), [&](const LiveSession& session) {
    return session.id == signed_in->session;
  });
  // A step-up of a session that ended meanwhile gives an assurance that does not hold.
  findings.expect(listed || attempt.flow.is_step_up, claims::nothing_lost, "a sign-in is not in the store");
  if (attempt.manner.actor == Actor::owner) person.own_completions.push_back(world.now());
}

void judge_acceptance(World& world, const Attempt& attempt, const SignInOutcome& outcome) {
  Person& person = attempt.person;
  Findings& findings = world.findings();
  const auto* signed_in = std::get_if<SignedIn>(&outcome);
  const SessionId session = signed_in != nullptr ? signed_in->session : SessionId{};
  const auto earlier = answer_before(person, attempt);
  if (earlier != person.earlier_answers.end() && !earlier->was_refused) {
    forget_failures_in_a_row(world, attempt);
    findings.expect(earlier->session == session, claims::same_answer, "a retry gave another session");
    return;
  }
  person.earlier_answers.push_back({attempt.flow.ticket.text(), attempt.manner.key, session});
  if (person.earlier_answers.size() > 12) person.earlier_answers.erase(person.earlier_answers.begin());

  findings.expect(!world.store().is_altered({RowKind::account, world.tenant(), person.account.text()}),
                  claims::not_believed, "a proof was accepted on an altered row");
  if (!findings.expect(is_right(world, attempt),
                       attempt.was_redirected ? claims::own_account : claims::right_proof,
                       "a wrong proof was accepted")) {
    return;
  }
  findings.expect(person.is_active(), claims::revoked,
                  "a proof was accepted while the account was suspended");
  const bool was_tied = attempt.flow.proved_password || attempt.flow.proved_code || attempt.flow.is_step_up;
  findings.expect(!was_tied || attempt.flow.revocations == person.revocations, claims::revoked,
                  "a ticket from before a revocation was accepted");
  if (attempt.factor == FactorKind::totp) judge_code(world, attempt);
  if (!std::holds_alternative<SignInStep>(outcome)) judge_completion(world, attempt, outcome);
  if (!attempt.flow.had_token) {
    if (attempt.factor == FactorKind::password || is_guarded(attempt)) {
      look(world, guard_of(world, person), guard_limits(world.policy()), claims::within_budget,
           "a right proof");
    } else if (attempt.method) {
      look(world, person.code_guesses[*attempt.method], limits_of(world, attempt), claims::within_budget,
           "a right code");
    }
  }
  forget_failures_in_a_row(world, attempt);
}

/// Whether strangers can be the reason that an owner at a known browser is asked to wait.
void judge_wait(World& world, const Attempt& attempt, const std::string& reason) {
  Person& person = attempt.person;
  if (!attempt.before || attempt.manner.actor != Actor::owner || !attempt.flow.browser) return;
  // Under a name that leads elsewhere, nobody is known.
  if (world.store().has_altered_lookups()) return;
  if (attempt.flow.is_step_up && attempt.factor == FactorKind::password) return;
  std::erase_if(person.own_completions, [&](Timestamp then) {
    return world.now() - then >= world.policy().lifetimes.ticket || then > world.now();
  });
  const bool own_doing = person.own_completions.size() >= world.policy().live.spent_tickets / 2;
  const auto is_known = [&](const AccountDocument& account) {
    return account.state == AccountState::active &&
           lane_of(account, attempt.flow.browser, world.policy(), world.now()) == Lane::known_browser;
  };
  const bool known = is_known(*attempt.before) && is_known(*person.document);
  world.findings().expect(own_doing || !known, claims::owner_not_paused, "an owner hears: " + reason);
}

}  // namespace

bool is_right(const World& world, const Attempt& attempt) {
  const Person& person = attempt.person;
  switch (attempt.factor) {
    case FactorKind::password:
      return attempt.typed == person.password;
    case FactorKind::totp: {
      const CodeApp* app = app_of(person, attempt.method);
      return app == nullptr || !steps_of(world, *app, attempt.typed).empty();
    }
    default:
      return std::any_of(
          person.recovery_codes.begin(), person.recovery_codes.end(),
          [&](const SecretBytes& code) { return code.read_text(SecretAccess::grant()) == attempt.typed; });
  }
}

void judge(World& world, const Attempt& attempt, const Result<SignInOutcome>& outcome) {
  bring_back(world, attempt);
  if (outcome) {
    judge_acceptance(world, attempt, *outcome);
    return;
  }
  const errc code = outcome.error().code;
  if (code == errc::throttled) judge_wait(world, attempt, outcome.error().message);
  if (kind_of(code) == ErrorKind::environment && is_right(world, attempt)) {
    forget_failures_in_a_row(world, attempt);
  }
  if (was_looked_at(code) && answer_before(attempt.person, attempt) == attempt.person.earlier_answers.end()) {
    count_failure(world, attempt);
    if (!attempt.manner.key.empty()) {
      attempt.person.earlier_answers.push_back({attempt.flow.ticket.text(), attempt.manner.key, {}, true});
    }
  }
}

}  // namespace counterfoil::simulation
