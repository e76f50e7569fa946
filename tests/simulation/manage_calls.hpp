#pragma once

#include <string>

#include "simulation/world.hpp"

namespace counterfoil::simulation {

// Calls at the door SecurityInfo, made with the assurance that a browser holds (there must be one), each with what its
// answer must not be. A key makes a call idempotent; then it may be made twice.

void begin_totp(World& world, Person& person, Browser& browser, const std::string& key);
void confirm_totp(World& world, Person& person, Browser& browser, const std::string& code,
                  const std::string& key);
void cancel_registration(World& world, Person& person, Browser& browser);
void new_recovery_codes(World& world, Person& person, Browser& browser, const std::string& key);
void rename(World& world, Person& person, Browser& browser, const MethodId& method, const std::string& key);
void set_default(World& world, Person& person, Browser& browser, const MethodId& method);
void remove_method(World& world, Person& person, Browser& browser, const MethodId& method);
void change_password(World& world, Person& person, Browser& browser, const std::string& current,
                     const std::string& key);
void sign_out_everywhere(World& world, Person& person, Browser& browser, const std::string& key);
void end_other_session(World& world, Person& person, Browser& browser);
void forget_browser(World& world, Person& person, Browser& browser);
void look_around(World& world, Person& person, Browser& browser);

/// With the grant of a reset that the browser holds.
void reset_password(World& world, Person& person, Browser& browser);

}  // namespace counterfoil::simulation
