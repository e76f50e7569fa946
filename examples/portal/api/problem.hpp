#pragma once

#include <optional>
#include <string>

#include "counterfoil/counterfoil.hpp"
#include "http/message.hpp"

namespace portal {

/// A refusal in the form of RFC 9457, with a stable code and two sentences for the person: what happened, and why and
/// what to do now.
struct Problem {
  int status = 500;
  std::string code;
  std::string title;
  std::string detail;
  std::optional<long> retry_after_seconds{};
};

/// What a person is told of an error of the engine. Nothing of its message is shown but the reasons of a refused
/// password, which are made to be read.
Problem problem_of(const counterfoil::Error& error);

Problem not_signed_in();
Problem bad_request(std::string detail);

Response respond(const Problem& problem, const std::string& request_id);

}  // namespace portal
