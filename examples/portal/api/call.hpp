#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "api/problem.hpp"
#include "http/message.hpp"
#include "portal.hpp"
#include "session/session_cookie.hpp"

namespace portal {

/// Thrown by what handles a call, to refuse it.
struct Refused {
  Problem problem;
};

/// The value, or the refusal that its error is.
template <class T>
T or_refuse(counterfoil::Result<T> result) {
  if (!result) throw Refused{problem_of(result.error())};
  return *std::move(result);
}
inline void or_refuse(counterfoil::Result<void> result) {
  if (!result) throw Refused{problem_of(result.error())};
}

/// One request to the API: what came, whose session it is, and the cookies that go back.
class Call {
 public:
  Call(Portal& portal, const Request& request, std::string parameter, nlohmann::json body);

  Portal& portal;
  const Request& request;
  std::string parameter;  ///< What stands at `{id}` in the route.
  nlohmann::json body;

  const counterfoil::Engine& engine() const { return portal.engine; }
  const counterfoil::TenantId& tenant() const { return portal.tenant.id(); }

  /// The browser's session; null: none.
  const BrowserSession* session() const { return session_ ? &*session_ : nullptr; }
  /// The session in one of the states of a sign-in. Refuses when there is none.
  const BrowserSession& session_with_ticket() const;
  counterfoil::SessionBinding binding() const;
  /// Who is signed in. Refuses with not_signed_in when nobody is, or no longer.
  counterfoil::Caller caller();

  counterfoil::RequestContext context() const;
  std::optional<counterfoil::KnownBrowserToken> known_browser() const;

  /// Keeps a session under the cookie that the browser has.
  void keep(BrowserSession session);
  /// Keeps a session under a new cookie; the old one is worth nothing then.
  void keep(BrowserSession session, const SessionCookie& cookie);
  void end_session();
  void remember_browser(const counterfoil::KnownBrowserToken& token);
  /// Takes up what a change gave back.
  void keep(const counterfoil::Changed& changed);

  std::vector<std::string> take_cookies() { return std::move(cookies_); }

  /// A text of the body. Refuses when it is there and no text, or absent.
  std::string text(const char* name) const;
  /// As text(); empty when absent.
  std::string optional_text(const char* name) const;
  bool flag(const char* name) const;
  counterfoil::SecretBytes secret(const char* name) const;
  template <class Id>
  Id id_in_path() const {
    const auto id = Id::parse(parameter);
    if (!id) throw Refused{problem_of(counterfoil::Error(counterfoil::errc::not_found, ""))};
    return *id;
  }
  counterfoil::MethodId method_in_body() const;

 private:
  std::string cookie_name(const char* name) const;
  void set_cookie(const char* name, const std::string& value, long max_age);

  std::optional<SessionCookie> cookie_;
  std::optional<BrowserSession> session_;
  std::vector<std::string> cookies_;
};

}  // namespace portal
