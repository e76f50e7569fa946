#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// What read_strict_json() takes, and how it refuses.
struct JsonRules {
  std::size_t max_size;       ///< Of the text, in bytes.
  errc refusal;               ///< What the errors are.
  std::size_t max_depth = 8;  ///< Of objects and lists in each other.
};

/// Reads JSON (RFC 8259) without its loose ends: a name that stands twice in an object is refused.
///
/// @return the value, or the refusal with line and column, or with the path of the name that stands twice.
///         Throws std::bad_alloc.
Result<nlohmann::json> read_strict_json(std::string_view text, const JsonRules& rules);

}  // namespace counterfoil
