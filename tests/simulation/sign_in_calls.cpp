#include "simulation/sign_in_calls.hpp"

#include <utility>

#include "counterfoil/otp/totp.hpp"
#include "engine/methods.hpp"
#include "simulation/judgement.hpp"

namespace counterfoil::simulation {

namespace {

RequestContext context_of(const Browser& browser) {
  return {"Library catalogue", "Bristol, United Kingdom", browser.name};
}

Origin origin_of(const Person& person, const Browser& browser, Actor actor, std::string_view operation) {
  const bool has_token = (browser.flow && browser.flow->had_token) || browser.assurance.has_value();
  return {actor, operation, person.account, has_token};
}

/// The list that a recovery code is looked up in.
std::optional<MethodId> usable_list(const Person& person) {
  if (!person.document) return std::nullopt;
  for (const Method& method : person.document->methods) {
    const auto* codes = std::get_if<RecoveryCodes>(&method.payload);
    if (codes != nullptr && !method.suspended && codes_left(*codes) > 0) return method.id;
  }
  return std::nullopt;
}

/// What an accepted answer leaves in the browser, unless its session went on to another sign-in meanwhile.
void follow(World& world, Person& person, Browser& browser, const Flow& flow, const SignInOutcome& outcome,
            FactorKind factor) {
  if (!browser.flow || browser.flow->number != flow.number) return;
  if (const auto* step = std::get_if<SignInStep>(&outcome)) {
    Flow& next = *browser.flow;
    next.ticket = step->ticket;
    const bool is_tied = next.proved_password || next.proved_code || next.is_step_up;
    if (!is_tied) next.revocations = person.revocations;
    const bool is_password = factor == FactorKind::password;
    (is_password ? next.proved_password : next.proved_code) = true;
    return;
  }
  browser.former_flow = std::exchange(browser.flow, std::nullopt);
  if (const auto* reset = std::get_if<ResetProved>(&outcome)) {
    browser.grant = reset->grant;
    browser.grant_revocations = person.revocations;
    return;
  }
  const auto& signed_in = std::get<SignedIn>(outcome);
  browser.former_assurance = std::exchange(browser.assurance, signed_in.assurance);
  browser.former_revocations = std::exchange(browser.assurance_revocations, person.revocations);
  browser.signed_in = signed_in.session;
  if (signed_in.known_browser) browser.known = signed_in.known_browser;
  world.count_acceptance();
}

/// Somebody who is told that it is over mostly believes it.
void give_up(World& world, Browser& browser, const Flow& flow, errc refusal) {
  const bool is_over = refusal == errc::expired || refusal == errc::not_found || refusal == errc::revoked;
  if (!is_over || !browser.flow || browser.flow->number != flow.number || world.dice().one_in(4)) return;
  browser.flow.reset();
}

bool answer(World& world, Browser& browser, Attempt attempt, Proof proof, std::string_view operation) {
  const Origin origin = origin_of(attempt.person, browser, attempt.manner.actor, operation);
  SignInAnswer given{world.tenant(), attempt.flow.ticket, browser.session, std::move(proof)};
  given.remember_browser = attempt.manner.remember;
  given.idempotency_key = attempt.manner.key;
  attempt.before = attempt.person.document;
  attempt.guard_clears = attempt.person.guard_clears;
  attempt.was_redirected = world.store().has_altered_lookups();
  const auto outcome = world.perform(origin, [&](Engine& engine) { return engine.sign_in().answer(given); });
  judge(world, attempt, outcome);
  if (!outcome) {
    give_up(world, browser, attempt.flow, outcome.error().code);
    return false;
  }
  follow(world, attempt.person, browser, attempt.flow, *outcome, attempt.factor);
  return true;
}

}  // namespace

void begin(World& world, Person& person, Browser& browser, Actor actor, bool is_reset) {
  BeginSignIn request{world.tenant(), person.username, browser.session, context_of(browser)};
  if (actor == Actor::owner) request.known_browser = browser.known;
  const Origin origin{actor, is_reset ? "begin_reset" : "begin", person.account,
                      request.known_browser.has_value()};
  auto step = world.perform(origin, [&](Engine& engine) {
    return is_reset ? engine.sign_in().begin_password_reset(request) : engine.sign_in().begin(request);
  });
  if (!step) return;
  browser.flow = Flow{step->ticket, world.next_number(), person.revocations, is_reset};
  browser.flow->expires = step->expires;
  browser.flow->had_token = request.known_browser.has_value();
  if (request.known_browser && !world.store().has_altered_lookups()) {
    browser.flow->browser = world.id_of(*request.known_browser);
  }
}

void begin_step_up(World& world, Person& person, Browser& browser, StepUpNeed need) {
  if (!browser.assurance) return;
  const BeginStepUp request{world.tenant(), *browser.assurance, browser.session, need, context_of(browser)};
  const unsigned revocations = browser.assurance_revocations;
  const Origin origin{Actor::owner, "begin_step_up", person.account, true};
  auto step = world.perform(origin, [&](Engine& engine) { return engine.sign_in().begin_step_up(request); });
  if (!step) return;
  world.findings().expect(revocations == person.revocations, claims::revoked,
                          "an assurance from before a revocation began a step-up");
  browser.flow = Flow{step->ticket, world.next_number(), person.revocations};
  browser.flow->is_step_up = true;
  browser.flow->expires = step->expires;
  browser.flow->had_token = true;
}

bool answer_password(World& world, Person& person, Browser& browser, const std::string& password,
                     const Manner& manner) {
  Attempt attempt{person, *browser.flow, manner, FactorKind::password};
  attempt.typed = password;
  return answer(world, browser, std::move(attempt), PasswordProof{SecretBytes(std::string_view(password))},
                browser.flow->is_step_up ? "answer_own_password" : "answer_password");
}

bool answer_code(World& world, Person& person, Browser& browser, const MethodId& method,
                 const std::string& code, const Manner& manner) {
  Attempt attempt{person, *browser.flow, manner, FactorKind::totp, method};
  attempt.typed = code;
  return answer(world, browser, std::move(attempt), CodeProof{method, SecretBytes(std::string_view(code))},
                "answer_code");
}

bool answer_recovery_code(World& world, Person& person, Browser& browser, const SecretBytes& code,
                          const Manner& manner) {
  Attempt attempt{person, *browser.flow, manner, FactorKind::recovery_code, usable_list(person)};
  attempt.typed = code.read_text(SecretAccess::grant());
  return answer(world, browser, std::move(attempt), RecoveryCodeProof{code}, "answer_recovery_code");
}

void cancel(World& world, Person& person, Browser& browser, Actor actor) {
  if (!browser.flow) return;
  const Flow flow = *browser.flow;
  const Origin origin = origin_of(person, browser, actor, "cancel");
  const auto cancelled = world.perform(origin, [&](Engine& engine) {
    return engine.sign_in().cancel(world.tenant(), flow.ticket, browser.session);
  });
  if (!cancelled) return;
  // A ticket that is tied to no account yet is only forgotten by whoever holds it.
  if (flow.proved_password || flow.proved_code || flow.is_step_up)
    person.ended_flows.emplace(flow.number, flow.expires);
  browser.former_flow = flow;
  if (browser.flow && browser.flow->number == flow.number) browser.flow.reset();
}

void check_assurance(World& world, Person& person, Browser& browser, bool former) {
  const auto& assurance = former ? browser.former_assurance : browser.assurance;
  if (!assurance) return;
  const unsigned revocations = former ? browser.former_revocations : browser.assurance_revocations;
  const Assurance held = *assurance;
  const Origin origin{Actor::owner, former ? "check_former" : "check", person.account, true};
  const auto status = world.perform(
      origin, [&](Engine& engine) { return engine.sign_in().check(world.tenant(), held, browser.session); });
  if (!status) return;
  world.findings().expect(revocations == person.revocations && person.is_active(), claims::revoked,
                          "an assurance from before a revocation holds");
  world.findings().expect(former || !person.ended_sessions.contains(browser.signed_in), claims::revoked,
                          "the assurance of an ended session holds");
  world.findings().expect(status->account == person.account, claims::own_account,
                          "an assurance is another account's");
  world.findings().expect(
      !world.store().is_altered({RowKind::account, world.tenant(), person.account.text()}),
      claims::not_believed, "an assurance holds on an altered row");
}

void report(World& world, Person& person, const std::string& token) {
  const Origin origin{Actor::owner, "report", person.account};
  (void)world.perform(
      origin, [&](Engine& engine) { return engine.sign_in().report(world.tenant(), ReportToken(token)); });
}

std::string code_of(const World& world, const CodeApp& app, int steps) {
  const Timestamp then = world.now() + (steps + app.fast_by) * std::chrono::seconds(30);
  return generate_totp(app.secret, TotpParameters(), then).value();
}

GuessLimits method_limits(const Policy& policy) {
  const auto& rules = policy.method_failures;
  return {rules.pause_after, rules.first_pause, rules.longest_pause, rules.per_day, rules.per_30_days};
}

GuessLimits recovery_limits(const Policy& policy) {
  const auto& rules = policy.method_failures;
  return {rules.pause_after, rules.first_pause, rules.longest_pause, {}, {}};
}

GuessLimits account_limits(const Policy& policy) {
  return {0, {}, {}, policy.account_failures.per_day, policy.account_failures.per_30_days};
}

GuessLimits known_limits(const Policy& policy) {
  return {0, {}, {}, {}, policy.account_failures.known_browsers_per_30_days};
}

GuessLimits guard_limits(const Policy& policy) {
  return {policy.guard.pause_after, policy.guard.first_pause, policy.guard.longest_pause, {}, {}};
}

}  // namespace counterfoil::simulation
