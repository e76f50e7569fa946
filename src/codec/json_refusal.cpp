#include "codec/json_refusal.hpp"

#include <algorithm>
#include <utility>

#include "base/field_path.hpp"

namespace counterfoil {

namespace {

using nlohmann::json;

constexpr std::size_t longest_shown = 40;

/// At most longest_shown bytes of UTF-8, cut between characters.
std::string shortened(std::string text) {
  if (text.size() <= longest_shown) return text;
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text + "…";
}

std::string quoted(const std::string& text) {
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

/// What somebody who wrote `name` may have meant: the nearest of `names` when it is near, or empty.
std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& names) {
  constexpr std::size_t longest = 64;
  constexpr std::size_t near = 2;
  std::string_view nearest;
  std::size_t least = near + 1;
  if (name.size() > longest) return nearest;
  for (const std::string_view candidate : names) {
    std::vector<std::size_t> row(candidate.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < name.size(); ++i) {
      std::size_t diagonal = std::exchange(row[0], i + 1);
      for (std::size_t j = 0; j < candidate.size(); ++j) {
        const std::size_t changed = diagonal + (name[i] == candidate[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
      }
    }
    if (row.back() < least) {
      least = row.back();
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace

std::string describe(const json& value) {
  switch (value.type()) {
    case json::value_t::object:
      return "an object";
    case json::value_t::array:
      return value.empty() ? "an empty list" : "a list";
    case json::value_t::string:
      return shortened(quoted(value.get_ref<const std::string&>()));
    default:
      return shortened(value.dump());
  }
}

Error unknown_field(std::string_view path, std::string_view name,
                    const std::vector<std::string_view>& names) {
  std::string message = readable_path(path_of(path, name)) + ": expected a field that exists";
  if (const auto meant = nearest_name(name, names); !meant.empty()) {
    message.append("; did you mean \"").append(meant).append("\"?");
  }
  return {errc::invalid_policy, std::move(message)};
}

}  // namespace counterfoil
