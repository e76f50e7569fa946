#pragma once

#include <string>
#include <string_view>

namespace counterfoil {

/// The path of `name` in the group at `path`.
std::string path_of(std::string_view path, std::string_view name);

/// `path` as an error tells it, also when it is empty, long or not text.
std::string readable_path(std::string_view path);

}  // namespace counterfoil
