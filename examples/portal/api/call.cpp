#include "api/call.hpp"

#include "api/browser_name.hpp"
#include "api/place_name.hpp"

namespace portal {

using namespace counterfoil;

namespace {

constexpr const char* session_cookie = "counterfoil-session";
constexpr const char* browser_cookie = "counterfoil-known-browser";
constexpr long known_browser_seconds = 400L * 24 * 60 * 60;
constexpr std::size_t longest_text = 4096;

}  // namespace

Call::Call(Portal& portal_in, const Request& request_in, std::string parameter_in, nlohmann::json body_in)
    : portal(portal_in), request(request_in), parameter(std::move(parameter_in)), body(std::move(body_in)) {
  const auto sent = request.cookie(cookie_name(session_cookie));
  if (!sent) return;
  cookie_ = SessionCookie::parse(*sent);
  if (cookie_) session_ = portal.sessions->find(or_refuse(cookie_->row_id()));
}

const BrowserSession& Call::session_with_ticket() const {
  if (!session_ || session_->ticket.empty()) throw Refused{not_signed_in()};
  return *session_;
}

SessionBinding Call::binding() const {
  if (!cookie_) throw Refused{not_signed_in()};
  return or_refuse(cookie_->binding());
}

Caller Call::caller() {
  if (!session_ || session_->assurance.empty()) throw Refused{not_signed_in()};
  Caller caller{tenant(), Assurance(session_->assurance), binding(), context()};
  const auto held = engine().sign_in().check(tenant(), caller.assurance, caller.session);
  if (!held) {
    if (kind_of(held.error().code) == ErrorKind::environment) or_refuse(held);
    end_session();
    throw Refused{held.error().code == errc::suspended ? problem_of(held.error()) : not_signed_in()};
  }
  if (const auto key = request.header("idempotency-key")) caller.idempotency_key = std::string(*key);
  return caller;
}

RequestContext Call::context() const {
  return {"Security info", place_name(request.remote),
          browser_name(request.header("user-agent").value_or(""))};
}

std::optional<KnownBrowserToken> Call::known_browser() const {
  const auto sent = request.cookie(cookie_name(browser_cookie));
  if (!sent || sent->empty() || sent->size() > longest_text) return std::nullopt;
  return KnownBrowserToken(std::string(*sent));
}

void Call::keep(BrowserSession session) {
  if (!cookie_) throw Refused{not_signed_in()};
  portal.sessions->put(or_refuse(cookie_->row_id()), session);
  session_ = std::move(session);
}

void Call::keep(BrowserSession session, const SessionCookie& cookie) {
  portal.sessions->put(or_refuse(cookie.row_id()), session);
  if (cookie_) portal.sessions->remove(or_refuse(cookie_->row_id()));
  cookie_ = cookie;
  session_ = std::move(session);
  set_cookie(session_cookie, cookie.text(), 0);
}

void Call::keep(const Changed& changed) {
  if (changed.known_browser) remember_browser(*changed.known_browser);
  if (!changed.assurance || !session_) return;
  BrowserSession session = *session_;
  session.assurance = changed.assurance->text();
  keep(std::move(session));
}

void Call::end_session() {
  if (cookie_) portal.sessions->remove(or_refuse(cookie_->row_id()));
  session_.reset();
  set_cookie(session_cookie, "", -1);
}

void Call::remember_browser(const KnownBrowserToken& token) {
  set_cookie(browser_cookie, token.text(), known_browser_seconds);
}

std::string Call::cookie_name(const char* name) const {
  return portal.is_secure() ? std::string("__Host-") + name : name;
}

void Call::set_cookie(const char* name, const std::string& value, long max_age) {
  std::string cookie = cookie_name(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
  if (portal.is_secure()) cookie += "; Secure";
  if (max_age != 0) cookie += "; Max-Age=" + std::to_string(std::max(max_age, 0L));
  cookies_.push_back(std::move(cookie));
}

std::string Call::text(const char* name) const {
  const auto found = body.find(name);
  if (found == body.end() || !found->is_string())
    throw Refused{bad_request(std::string("'") + name + "' is missing.")};
  std::string value = found->get<std::string>();
  if (value.size() > longest_text) throw Refused{bad_request(std::string("'") + name + "' is too long.")};
  return value;
}

std::string Call::optional_text(const char* name) const {
  return body.contains(name) ? text(name) : std::string();
}

bool Call::flag(const char* name) const {
  const auto found = body.find(name);
  return found != body.end() && found->is_boolean() && found->get<bool>();
}

SecretBytes Call::secret(const char* name) const {
  return SecretBytes(std::string_view(text(name)));
}

MethodId Call::method_in_body() const {
  const auto id = MethodId::parse(text("method"));
  if (!id) throw Refused{problem_of(Error(errc::not_found, ""))};
  return *id;
}

}  // namespace portal
