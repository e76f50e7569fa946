#pragma once

#include <string>

#include "engine/engine_keys.hpp"

namespace counterfoil {

/// What an account is called in an authenticator: its first username; without one, its id.
Result<std::string> account_label(const AccountDocument& account, const EngineKeys& keys);

}  // namespace counterfoil
