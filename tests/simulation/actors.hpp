#pragma once

#include "simulation/world.hpp"

namespace counterfoil::simulation {

// Those who act. Each call is one step: it looks at how things stand and does one thing more.

/// Signs in and manages their methods, at home and in the library.
void owner_acts(World& world, Person& person);
/// The same person on a bad day: mistypes, types a code again, clicks twice, comes back with what is over.
void absent_minded_owner_acts(World& world, Person& person);
/// Guesses passwords, and codes at a reset, at names that exist and names that do not.
void stranger_acts(World& world, Person& person);
/// Has the password; guesses codes and types codes again that were used, and waits when told to.
void thief_acts(World& world, Person& person);
/// Has the database: edits, forges, moves, removes and puts back rows, and lets others have a go at them.
void database_editor_acts(World& world, Person& person);
/// Creates, suspends, resumes, deletes and changes accounts; sweeps, prunes, exports.
void host_acts(World& world, Person& person);

/// Makes the account of `person`. @return whether there is one now.
bool create_account(World& world, Person& person);

}  // namespace counterfoil::simulation
