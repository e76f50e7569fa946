#pragma once

#include <cstddef>
#include <new>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// What read_strict_json() takes.
struct JsonLimits {
  std::size_t max_size;       ///< Of the text, in bytes.
  std::size_t max_depth = 8;  ///< Of objects and lists in each other.
};

/// Reads JSON (RFC 8259) without its loose ends: a name that stands twice in an object is refused.
///
/// @return the value, or errc::invalid_policy with line and column, or with the path of the name that stands
///         twice. Throws std::bad_alloc.
Result<nlohmann::json> read_strict_json(std::string_view text, const JsonLimits& limits);

/// What `function`, which returns a Result, returns; errc::out_of_memory when memory ran out.
template <class Function>
auto without_bad_alloc(const Function& function) -> decltype(function()) {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    return detail::out_of_memory();
  }
}

/// How an error tells a value: a name of its type, or the value itself when it is short and plain.
std::string describe(const nlohmann::json& value);

/// `path` as an error tells it, also when it is empty, long or not text.
std::string readable_path(std::string_view path);

/// The refusal of `name` in the object at `path`, where only `names` may stand; with what may have been meant.
Error unknown_field(std::string_view path, std::string_view name, const std::vector<std::string_view>& names);

}  // namespace counterfoil
