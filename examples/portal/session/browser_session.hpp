#pragma once

#include <optional>
#include <string>

#include "counterfoil/counterfoil.hpp"

namespace portal {

/// How far a browser has come.
enum class SessionState { signing_in, step_up, resetting, new_password, signed_in };

/// What the server keeps of a browser's session. It is worth nothing without the cookie: tickets and assurances are
/// bound to bytes that are made of the cookie and are kept nowhere.
struct BrowserSession {
  SessionState state = SessionState::signing_in;
  std::string username{};
  std::string realm{};        ///< Its domain.
  std::string assurance{};    ///< Of who is signed in.
  std::string ticket{};       ///< While a sign-in, step-up or reset goes on.
  std::string reset_grant{};  ///< Once a reset is proved.
};

}  // namespace portal
