#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/base/id.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil::simulation {

/// Who is behind an operation.
enum class Actor : std::uint8_t { owner, stranger, thief, editor, host };

/// The operation that is under way.
struct Origin {
  Actor actor = Actor::host;
  std::string_view operation;
  std::optional<AccountId> account{};
  bool has_token = false;      ///< A known-browser token, or an assurance of the owner, came with it.
  std::string new_password{};  ///< That the account has if the operation sets one.
  std::vector<SecretBytes> imported{};  ///< Secrets of code apps that a new account brings.

  bool is(std::string_view name) const noexcept { return operation == name; }
};

}  // namespace counterfoil::simulation
