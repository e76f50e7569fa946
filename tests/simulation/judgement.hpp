#pragma once

#include <optional>
#include <string>

#include "simulation/sign_in_calls.hpp"

namespace counterfoil::simulation {

/// One answer at sign-in as it was given, and what was known before it.
struct Attempt {
  Person& person;
  Flow flow;
  Manner manner;
  FactorKind factor;
  std::optional<MethodId> method{};
  std::string typed{};
  std::shared_ptr<const AccountDocument> before{};
  std::uint64_t guard_clears = 0;
  bool was_redirected = false;  ///< The name's lookup row had been altered.
};

/// Holds the outcome of an answer against the claims, and remembers it.
void judge(World& world, const Attempt& attempt, const Result<SignInOutcome>& outcome);

/// Whether the typed text is one of the account's own proofs now, as far as the simulation has its secret.
bool is_right(const World& world, const Attempt& attempt);

}  // namespace counterfoil::simulation
