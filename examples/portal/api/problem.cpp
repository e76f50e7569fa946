#include "api/problem.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace portal {

using counterfoil::errc;

namespace {

struct Row {
  errc code;
  int status;
  const char* title;
  const char* detail;
};

constexpr std::array rows = {
    Row{errc::code_mismatch, 403, "That code didn't match", "Check the newest code and try again."},
    Row{errc::code_replayed, 403, "That code was used already",
        "Wait for the next code, then type that one."},
    Row{errc::password_mismatch, 403, "That didn't match",
        "Check the username and the password and try again."},
    Row{errc::throttled, 429, "Too many tries", "Wait a little, then try again, or use another way."},
    Row{errc::expired, 410, "This took too long", "For your safety it ended. Start again."},
    Row{errc::not_found, 404, "That is no longer here", "It may be over or removed. Go back and look again."},
    Row{errc::wrong_state, 409, "That does not fit now",
        "Something changed meanwhile. Look at the page again."},
    Row{errc::not_allowed, 403, "Your organisation does not allow this", "Choose another way."},
    Row{errc::proof_required, 403, "Please confirm that it is you",
        "This change needs a fresh sign-in with two steps."},
    Row{errc::would_strand, 409, "This is your last way to sign in",
        "Add another method first, then remove this one."},
    Row{errc::limit_reached, 409, "You have as many as allowed",
        "Remove one you no longer use, then add the new one."},
    Row{errc::already_exists, 409, "That is taken", "Choose another."},
    Row{errc::suspended, 403, "This account is suspended", "Ask the service desk for help."},
    Row{errc::revoked, 401, "You were signed out", "Something changed in your account. Sign in again."},
    Row{errc::idempotency_mismatch, 409, "That was sent before with other content",
        "Load the page again and retry."},
    Row{errc::invalid_username, 400, "That is not a username",
        "Type it as you were given it, with its domain."},
    Row{errc::invalid_password, 400, "That cannot be a password", "Use other characters."},
    Row{errc::password_rejected, 422, "Please choose another password", ""},
    Row{errc::outcome_unknown, 503, "We don't know yet whether that worked",
        "Look at the page again before you retry."},
};

}  // namespace

Problem problem_of(const counterfoil::Error& error) {
  Problem problem;
  problem.code = std::string(name_of(error.code));
  if (const auto* row = std::ranges::find(rows, error.code, &Row::code); row != rows.end()) {
    problem.status = row->status;
    problem.title = row->title;
    problem.detail = error.code == errc::password_rejected ? error.message : row->detail;
  } else if (kind_of(error.code) == counterfoil::ErrorKind::environment) {
    problem = {
        503, "unavailable", "We can't do that right now", "Nothing was changed. Try again in a moment.", {}};
  } else {
    problem.status = 400;
    problem.title = "That can't be used";
    problem.detail = "Check what was typed and try again.";
  }
  if (error.retry_after) {
    problem.retry_after_seconds = std::chrono::ceil<std::chrono::seconds>(*error.retry_after).count();
  }
  return problem;
}

Problem not_signed_in() {
  return {401, "not_signed_in", "You're not signed in", "Sign in to go on.", {}};
}

Problem bad_request(std::string detail) {
  return {400, "invalid_argument", "That can't be used", std::move(detail), {}};
}

Response respond(const Problem& problem, const std::string& request_id) {
  nlohmann::json body = {{"type", "/problems/" + problem.code},
                         {"title", problem.title},
                         {"status", problem.status},
                         {"code", problem.code},
                         {"detail", problem.detail},
                         {"request_id", request_id}};
  Response response;
  response.status = problem.status;
  response.content_type = "application/problem+json";
  if (problem.retry_after_seconds) {
    body["retry_after"] = *problem.retry_after_seconds;
    response.headers.emplace_back("Retry-After", std::to_string(*problem.retry_after_seconds));
  }
  response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

}  // namespace portal
