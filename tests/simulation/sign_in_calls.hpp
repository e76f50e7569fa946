#pragma once

#include <string>

#include "simulation/world.hpp"

namespace counterfoil::simulation {

// Calls at the door SignIn, each with what its answer must not be.

/// How somebody answers.
struct Manner {
  Actor actor = Actor::owner;
  bool remember = false;
  std::string key{};  ///< Idempotency key.
};

/// Begins a sign-in or a reset in `browser` under the name of `person`. The browser's flow becomes this one.
void begin(World& world, Person& person, Browser& browser, Actor actor, bool is_reset);
/// Begins a step-up with the browser's assurance.
void begin_step_up(World& world, Person& person, Browser& browser, StepUpNeed need);

/// Each answers the browser's flow, which there must be. @return whether it was accepted.
bool answer_password(World& world, Person& person, Browser& browser, const std::string& password,
                     const Manner& manner);
bool answer_code(World& world, Person& person, Browser& browser, const MethodId& method,
                 const std::string& code, const Manner& manner);
bool answer_recovery_code(World& world, Person& person, Browser& browser, const SecretBytes& code,
                          const Manner& manner);

void cancel(World& world, Person& person, Browser& browser, Actor actor);
/// Holds an assurance against the account: the present one, or the one before it.
void check_assurance(World& world, Person& person, Browser& browser, bool former);
/// "This wasn't me", by a token of a notice.
void report(World& world, Person& person, const std::string& token);

/// The code that a device shows `steps` from now.
std::string code_of(const World& world, const CodeApp& app, int steps = 0);

/// Limits of the policy, by lane.
GuessLimits method_limits(const Policy& policy);
GuessLimits recovery_limits(const Policy& policy);
GuessLimits account_limits(const Policy& policy);
GuessLimits known_limits(const Policy& policy);
GuessLimits guard_limits(const Policy& policy);

}  // namespace counterfoil::simulation
