#pragma once

#include <array>

#include "counterfoil/counterfoil.hpp"

namespace portal {

/// Who may sign in to the demo. Both passwords are known to everybody, as a demo's are.
struct DemoAccount {
  const char* id;
  const char* username;
  const char* password;
};

inline constexpr std::array demo_accounts = {
    DemoAccount{"ada", "ada@staff.example.ac.uk", "analytical engine 1843"},
    DemoAccount{"alan", "alan@student.example.ac.uk", "enigma of the bombe 40"},
};

/// Makes those that are not there yet.
counterfoil::Result<void> make_demo_accounts(const counterfoil::Engine& engine,
                                             const counterfoil::TenantId& tenant);

}  // namespace portal
