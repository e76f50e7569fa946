#include "base/field_path.hpp"

#include <nlohmann/json.hpp>

namespace counterfoil {

std::string path_of(std::string_view path, std::string_view name) {
  std::string joined(path);
  if (!joined.empty()) joined += '.';
  return joined.append(name);
}

std::string readable_path(std::string_view path) {
  if (path.empty()) return "JSON";
  const std::string text = nlohmann::json(std::string(path.substr(0, 200)))
                               .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return text.substr(1, text.size() - 2);
}

}  // namespace counterfoil
