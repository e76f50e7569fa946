#pragma once

#include "operations/operation.hpp"

namespace counterfoil::operations {

// What several states of sign-ins have in common.

/// A state, and then the proof is a wrong one.
State wrong(State state);
void at_known_browser(World& world);
/// Wrong passwords, each another one.
void fail_at(World& world, const testing::Browser& browser, int times);
void in_step_up(World& world);
void in_reset(World& world);
void for_nobody(World& world);

}  // namespace counterfoil::operations
