#include "sites.hpp"

#include "api/api.hpp"
#include "api/problem.hpp"
#include "pages/pages.hpp"

namespace portal {
namespace {

constexpr const char* portal_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";
constexpr const char* authenticator_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' "
    "blob:; "
    "connect-src 'self' https: http://localhost:* http://127.0.0.1:*; worker-src 'self'; manifest-src "
    "'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types counterfoil";

Response secured(Response response, const char* content_policy, bool is_secure) {
  response.headers.emplace_back("Content-Security-Policy", content_policy);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  if (is_secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return response;
}

std::string_view host_of(std::string_view origin) {
  return origin.substr(origin.find("://") + 3);
}

/// A request for another host is none of ours: a name that somebody pointed here must not get at a session.
bool is_for(const std::string& origin, const Request& request) {
  return request.header("host") == host_of(origin);
}

Response misdirected(const Request& request) {
  Response response =
      respond({421, "wrong_host", "This is another address", "Open the address that you were given.", {}},
              request.id);
  response.route = "none";
  return response;
}

Response answer_portal(Portal& portal, const Request& request) {
  if (!is_for(portal.addresses.portal, request)) return misdirected(request);
  if (auto response = answer_api(portal, request)) return *std::move(response);
  if (auto response = answer_phone(portal, request)) return *std::move(response);
  Request page = request;
  if (page.path == "/") {
    Response response;
    response.status = 303;
    response.route = "/";
    response.headers.emplace_back("Location", "/security-info");
    return response;
  }
  if (page.path.starts_with("/authenticator/")) page.path = "/authenticator-link.html";
  return answer_page(portal_files(), page);
}

}  // namespace

Handler portal_site(Portal& portal) {
  return [&portal](Request& request) {
    return secured(answer_portal(portal, request), portal_policy, portal.is_secure());
  };
}

Handler authenticator_site(const Portal& portal) {
  return [&portal](Request& request) {
    if (!is_for(portal.addresses.authenticator, request)) return misdirected(request);
    return secured(answer_page(authenticator_files(), request), authenticator_policy, portal.is_secure());
  };
}

}  // namespace portal
