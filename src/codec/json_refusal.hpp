#pragma once

#include <new>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/error.hpp"

namespace counterfoil {

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

/// The refusal of `name` in the object at `path`, where only `names` may stand; with what may have been meant.
Error unknown_field(std::string_view path, std::string_view name, const std::vector<std::string_view>& names);

}  // namespace counterfoil
