#include "api/api.hpp"

#include <array>
#include <functional>
#include <variant>

#include "api/call.hpp"
#include "api/registration_api.hpp"
#include "api/security_info_api.hpp"
#include "api/sign_in_api.hpp"
#include "pages/pages.hpp"

namespace portal {
namespace {

using namespace counterfoil;

constexpr std::string_view prefix = "/api/v1";
constexpr int deepest_json = 8;

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< `{id}` stands for one segment.
  std::variant<Json (*)(Call&), Response (*)(Call&)> handle;
};

Json health(Call&) {
  return {{"status", "ok"}};
}

Response openapi(Call&) {
  const PageFile* file = find_file(portal_files(), "openapi.json");
  Response response;
  response.content_type = "application/json";
  if (file != nullptr) response.body = std::string(file->content);
  return response;
}

constexpr std::array routes = {
    Route{"GET", "/health", health},
    Route{"GET", "/openapi.json", openapi},
    Route{"GET", "/session", session_view},
    Route{"GET", "/realms", realms},
    Route{"POST", "/sign-in", begin_sign_in},
    Route{"POST", "/sign-in/answer", answer},
    Route{"POST", "/sign-in/prompt", send_prompt},
    Route{"GET", "/sign-in/prompt", prompt},
    Route{"GET", "/sign-in/prompt/events", prompt_events},
    Route{"POST", "/sign-in/cancel", cancel},
    Route{"POST", "/step-up", begin_step_up},
    Route{"POST", "/password-reset", begin_password_reset},
    Route{"POST", "/password-reset/password", set_reset_password},
    Route{"POST", "/sign-out", sign_out},
    Route{"POST", "/report", report},
    Route{"GET", "/security-info", overview},
    Route{"POST", "/security-info/code-app", begin_code_app},
    Route{"GET", "/security-info/code-app/{id}", code_app_registration},
    Route{"POST", "/security-info/code-app/{id}/confirm", confirm_code_app},
    Route{"POST", "/security-info/authenticator", begin_authenticator},
    Route{"GET", "/security-info/authenticator/{id}", authenticator_registration},
    Route{"GET", "/security-info/authenticator/{id}/events", authenticator_events},
    Route{"POST", "/security-info/authenticator/{id}/test", test_authenticator},
    Route{"POST", "/security-info/authenticator/{id}/confirm", confirm_authenticator},
    Route{"POST", "/security-info/registrations/{id}/cancel", cancel_registration},
    Route{"POST", "/security-info/recovery-codes", new_recovery_codes},
    Route{"POST", "/security-info/methods/{id}/rename", rename_method},
    Route{"POST", "/security-info/methods/{id}/remove", remove_method},
    Route{"POST", "/security-info/default", set_default},
    Route{"POST", "/security-info/password", change_password},
    Route{"POST", "/security-info/password/screening", screen_password},
    Route{"GET", "/security-info/sessions", sessions},
    Route{"POST", "/security-info/sessions/{id}/end", end_session},
    Route{"GET", "/security-info/browsers", browsers},
    Route{"POST", "/security-info/browsers/{id}/forget", forget_browser},
    Route{"POST", "/security-info/sign-out-everywhere", sign_out_everywhere},
    Route{"GET", "/security-info/activity", activity},
};

/// What stands at `{id}`, if the path is one of the pattern.
std::optional<std::string> match(std::string_view pattern, std::string_view path) {
  const std::size_t open = pattern.find("{id}");
  if (open == std::string_view::npos) return pattern == path ? std::optional<std::string>("") : std::nullopt;
  const std::string_view after = pattern.substr(open + 4);
  if (path.size() <= open + after.size() || !path.starts_with(pattern.substr(0, open)) ||
      !path.ends_with(after)) {
    return std::nullopt;
  }
  const std::string_view id = path.substr(open, path.size() - open - after.size());
  return id.find('/') == std::string_view::npos ? std::optional<std::string>(id) : std::nullopt;
}

bool is_json(const Request& request) {
  const std::string_view type = request.header("content-type").value_or("");
  return type == "application/json" || type.starts_with("application/json;");
}

/// The object that was sent. Refuses all else, and what is nested deeper than any request is.
Json body_of(const Request& request) {
  if (!is_json(request)) {
    throw Refused{
        {415, "invalid_argument", "That can't be used", "The content type has to be application/json.", {}}};
  }
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > deepest_json;
    return !too_deep;
  };
  Json body = Json::parse(request.body, watch, false);
  if (too_deep || !body.is_object()) throw Refused{bad_request("The body has to be a JSON object.")};
  return body;
}

Response run(const Route& route, Portal& portal, const Request& request, std::string parameter) {
  Response response;
  std::optional<Call> call;
  try {
    Json body = Json::object();
    const bool changes = route.method == "POST";
    if (!is_own_origin(portal, request) && (changes || request.header("origin"))) {
      throw Refused{
          {403, "wrong_origin", "That came from another site", "Open the page itself and try again.", {}}};
    }
    if (changes) body = body_of(request);
    call.emplace(portal, request, std::move(parameter), std::move(body));
    if (const auto* handle = std::get_if<Json (*)(Call&)>(&route.handle)) {
      response.body = (*handle)(*call).dump(-1, ' ', false, Json::error_handler_t::replace);
      response.content_type = "application/json";
    } else {
      response = std::get<Response (*)(Call&)>(route.handle)(*call);
    }
  } catch (const Refused& refused) {
    response = respond(refused.problem, request.id);
  } catch (const std::exception&) {
    response = respond(problem_of(Error(errc::store_failed, "")), request.id);
  }
  if (call) {
    for (std::string& cookie : call->take_cookies())
      response.headers.emplace_back("Set-Cookie", std::move(cookie));
  }
  return response;
}

}  // namespace

bool is_own_origin(const Portal& portal, const Request& request) {
  const auto origin = request.header("origin");
  return origin && *origin == portal.addresses.portal;
}

std::optional<Response> answer_api(Portal& portal, const Request& request) {
  if (!request.path.starts_with(prefix)) return std::nullopt;
  const std::string_view path = std::string_view(request.path).substr(prefix.size());
  Response response = respond({404, "not_found", "There is no such address", "Check it.", {}}, request.id);
  response.route = "none";
  std::string allowed;
  for (const Route& route : routes) {
    auto parameter = match(route.pattern, path);
    if (!parameter) continue;
    if (route.method != request.method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
      continue;
    }
    response = run(route, portal, request, *std::move(parameter));
    response.route = std::string(prefix) + std::string(route.pattern);
    allowed.clear();
    break;
  }
  if (!allowed.empty()) {
    response =
        respond({405, "method_not_allowed", "That can't be done here", "Use: " + allowed, {}}, request.id);
    response.headers.emplace_back("Allow", allowed);
    response.route = "none";
  }
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

std::optional<Response> answer_phone(Portal& portal, const Request& request) {
  static constexpr std::string_view scheme_end = "://";
  const std::string& endpoint = portal.tenant.device_endpoint();
  const std::size_t host = endpoint.find(scheme_end) + scheme_end.size();
  if (endpoint.substr(endpoint.find('/', host)) != request.path) return std::nullopt;
  Response response;
  response.route = "/authenticator/{tenant}";
  // The phone's app has an origin of its own, and brings no cookie: whoever can sign may ask.
  response.headers = {{"Access-Control-Allow-Origin", "*"}, {"Cache-Control", "no-store"}};
  if (request.method == "OPTIONS") {
    response.status = 204;
    response.headers.emplace_back("Access-Control-Allow-Methods", "POST");
    response.headers.emplace_back("Access-Control-Allow-Headers", "Content-Type");
    response.headers.emplace_back("Access-Control-Max-Age", "86400");
    return response;
  }
  if (request.method != "POST") return std::nullopt;
  const auto reply = portal.engine.devices().exchange(portal.tenant.id(), request.body);
  if (!reply) {
    response.status = 503;
    return response;
  }
  response.content_type = "application/json";
  response.body = std::string(reply->read_text(SecretAccess::grant()));
  return response;
}

}  // namespace portal
