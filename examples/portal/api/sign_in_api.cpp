#include "api/sign_in_api.hpp"

#include "api/event_stream.hpp"

namespace portal {

using namespace counterfoil;

namespace {

const char* state_name(SessionState state) {
  switch (state) {
    case SessionState::signing_in:
      return "signing_in";
    case SessionState::step_up:
      return "step_up";
    case SessionState::resetting:
      return "resetting";
    case SessionState::new_password:
      return "new_password";
    case SessionState::signed_in:
      return "signed_in";
  }
  return "unknown";
}

std::string display_name(const TenantSettings& tenant, const std::string& domain) {
  const Realm* realm = tenant.find_realm(domain);
  return realm == nullptr ? domain : realm->display_name;
}

RealmUsername resolve(const Call& call, const std::string& username) {
  auto resolved = call.portal.tenant.resolve(username);
  if (resolved) return *std::move(resolved);
  if (kind_of(resolved.error().code) == ErrorKind::environment) or_refuse(resolved);
  Problem problem = problem_of(Error(errc::invalid_username, ""));
  if (resolved.error().code == errc::not_found)
    problem.detail = "We don't know that domain. Check what stands after the @.";
  throw Refused{problem};
}

Ticket ticket_of(const Call& call) {
  return Ticket(call.session_with_ticket().ticket);
}

/// A ticket that is over is no refusal of what was typed: the sign-in starts again.
template <class T>
T with_ticket(Result<T> result) {
  if (!result && result.error().code == errc::not_found) {
    throw Refused{problem_of(Error(errc::expired, ""))};
  }
  return or_refuse(std::move(result));
}

using BeginFunction = Result<SignInStep> (SignIn::*)(const BeginSignIn&);

Json begin_with(Call& call, BeginFunction begin_function, SessionState state) {
  const RealmUsername who = resolve(call, call.text("username"));
  const SessionCookie cookie = or_refuse(SessionCookie::make());
  BeginSignIn request{call.tenant(), who.username, or_refuse(cookie.binding()), call.context(),
                      call.known_browser()};
  SignIn door = call.engine().sign_in();
  const SignInStep step = or_refuse((door.*begin_function)(request));
  BrowserSession session;
  session.state = state;
  session.username = who.username;
  session.realm = who.realm;
  session.ticket = step.ticket.text();
  call.keep(std::move(session), cookie);
  return session_view(call);
}

Proof proof_in(const Call& call) {
  if (call.flag("device")) return DeviceAnswer{};
  if (call.body.contains("password")) return PasswordProof{call.secret("password")};
  if (call.body.contains("recovery_code")) return RecoveryCodeProof{call.secret("recovery_code")};
  // The first step of a reset knows no methods, and so its code names none.
  const MethodId method = call.body.contains("method") ? call.method_in_body() : MethodId();
  return CodeProof{method, call.secret("code")};
}

void take(Call& call, const SessionCookie& cookie, const SignedIn& done) {
  BrowserSession session = *call.session();
  session.state = SessionState::signed_in;
  session.ticket.clear();
  session.assurance = done.assurance.text();
  if (done.known_browser) call.remember_browser(*done.known_browser);
  call.keep(std::move(session), cookie);
}

void take(Call& call, const SessionCookie&, const SignInStep& step) {
  BrowserSession session = *call.session();
  session.ticket = step.ticket.text();
  call.keep(std::move(session));
}

void take(Call& call, const SessionCookie& cookie, const ResetProved& proved) {
  BrowserSession session = *call.session();
  session.state = SessionState::new_password;
  session.ticket.clear();
  session.reset_grant = proved.grant.text();
  call.keep(std::move(session), cookie);
}

void add_step(Call& call, Json& json) {
  const Ticket ticket = ticket_of(call);
  SignIn door = call.engine().sign_in();
  json["step"] = view(with_ticket(door.ways(call.tenant(), ticket, call.binding())));
  const auto prompt = door.poll(call.tenant(), ticket, call.binding());
  if (prompt) json["prompt"] = view(*prompt, call.context());
}

void add_status(Call& call, Json& json) {
  const Caller caller = call.caller();
  const AssuranceStatus status =
      or_refuse(call.engine().sign_in().check(caller.tenant, caller.assurance, caller.session));
  json["multi_factor"] = status.multi_factor;
  json["must_register"] = status.must_register;
  json["must_change_password"] = status.must_change_password;
}

}  // namespace

Json session_view(Call& call) {
  Json json = {{"state", "signed_out"},
               {"issuer", call.portal.tenant.issuer()},
               {"demo", call.portal.demo},
               {"authenticator_url", call.portal.addresses.authenticator + "/"},
               {"known_browser", call.known_browser().has_value()}};
  if (call.session() == nullptr) return json;
  const BrowserSession session = *call.session();
  try {
    if (!session.ticket.empty()) add_step(call, json);
    if (!session.assurance.empty()) add_status(call, json);
  } catch (const Refused& refused) {
    if (refused.problem.status >= 500) throw;
    call.end_session();
    json.erase("step");
    return json;
  }
  json["state"] = state_name(session.state);
  json["username"] = session.username;
  json["realm"] = {{"domain", session.realm},
                   {"display_name", display_name(call.portal.tenant, session.realm)}};
  return json;
}

Json realms(Call& call) {
  Json list = Json::array();
  for (const Realm& realm : call.portal.tenant.realms()) {
    list.push_back(
        {{"domain", realm.domain}, {"display_name", display_name(call.portal.tenant, realm.domain)}});
  }
  return {{"realms", std::move(list)}, {"default_realm", call.portal.tenant.default_realm()}};
}

Json begin_sign_in(Call& call) {
  return begin_with(call, &SignIn::begin, SessionState::signing_in);
}

Json begin_password_reset(Call& call) {
  return begin_with(call, &SignIn::begin_password_reset, SessionState::resetting);
}

Json begin_step_up(Call& call) {
  const Caller caller = call.caller();
  const std::string need = call.text("need");
  if (need != "multi_factor" && need != "fresh_factor") {
    throw Refused{bad_request("'need' is \"multi_factor\" or \"fresh_factor\".")};
  }
  BeginStepUp request{caller.tenant, caller.assurance, caller.session};
  request.need = need == "multi_factor" ? StepUpNeed::multi_factor : StepUpNeed::fresh_factor;
  request.context = caller.context;
  const SignInStep step = or_refuse(call.engine().sign_in().begin_step_up(request));
  BrowserSession session = *call.session();
  session.state = SessionState::step_up;
  session.ticket = step.ticket.text();
  call.keep(std::move(session));
  return session_view(call);
}

Json answer(Call& call) {
  SignInAnswer given{call.tenant(), ticket_of(call), call.binding(), proof_in(call)};
  const SessionCookie next = or_refuse(SessionCookie::make());
  given.new_session = or_refuse(next.binding());
  given.remember_browser = call.flag("remember_browser");
  const SignInOutcome outcome = with_ticket(call.engine().sign_in().answer(given));
  std::visit([&](const auto& what) { take(call, next, what); }, outcome);
  return session_view(call);
}

Json send_prompt(Call& call) {
  StartPrompt request{call.tenant(), ticket_of(call), call.binding()};
  if (call.body.contains("method")) request.method = call.method_in_body();
  return view(with_ticket(call.engine().sign_in().start(request)), call.context());
}

Json prompt(Call& call) {
  return view(or_refuse(call.engine().sign_in().poll(call.tenant(), ticket_of(call), call.binding())),
              call.context());
}

Response prompt_events(Call& call) {
  return event_stream("prompt",
                      [engine = call.engine(), tenant = call.tenant(), ticket = ticket_of(call),
                       binding = call.binding(), context = call.context()]() -> Watched {
                        const PromptView now = or_refuse(engine.sign_in().poll(tenant, ticket, binding));
                        return {view(now, context), now.state != PromptState::waiting};
                      });
}

Json cancel(Call& call) {
  const BrowserSession session = call.session_with_ticket();
  const auto ended = call.engine().sign_in().cancel(call.tenant(), Ticket(session.ticket), call.binding());
  if (!ended && kind_of(ended.error().code) == ErrorKind::environment) or_refuse(ended);
  if (session.assurance.empty()) {
    call.end_session();
  } else {
    BrowserSession before = session;
    before.state = SessionState::signed_in;
    before.ticket.clear();
    call.keep(std::move(before));
  }
  return session_view(call);
}

Json set_reset_password(Call& call) {
  if (call.session() == nullptr || call.session()->reset_grant.empty()) throw Refused{not_signed_in()};
  or_refuse(call.engine().security_info().reset_password(
      call.tenant(), ResetGrant(call.session()->reset_grant), call.binding(), call.secret("password")));
  call.end_session();
  return session_view(call);
}

Json sign_out(Call& call) {
  if (call.session() != nullptr && !call.session()->assurance.empty()) {
    const Caller caller = call.caller();
    const AssuranceStatus status =
        or_refuse(call.engine().sign_in().check(caller.tenant, caller.assurance, caller.session));
    or_refuse(call.engine().security_info().end_session(caller, status.session));
  }
  call.end_session();
  return session_view(call);
}

Json report(Call& call) {
  const ReportOutcome outcome =
      or_refuse(call.engine().sign_in().report(call.tenant(), ReportToken(call.text("token"))));
  return {{"methods_suspended", outcome.methods_suspended},
          {"methods_restored", outcome.methods_restored},
          {"browsers_forgotten", outcome.browsers_forgotten}};
}

}  // namespace portal
