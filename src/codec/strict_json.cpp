#include "codec/strict_json.hpp"

#include <algorithm>
#include <exception>
#include <set>
#include <vector>

#include "model/policy_field.hpp"

namespace counterfoil {

namespace {

using nlohmann::json;
using Event = json::parse_event_t;

constexpr std::size_t longest_shown = 40;

/// Ends parsing; never leaves this file.
class Refused : public std::exception {
 public:
  explicit Refused(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

/// Follows the parser and refuses depth and names that stand twice.
class Watcher {
 public:
  explicit Watcher(std::size_t max_depth) : max_depth_(max_depth) {}

  bool operator()(Event event, const json& parsed) {
    switch (event) {
      case Event::object_start:
        enter(false);
        break;
      case Event::array_start:
        enter(true);
        break;
      case Event::object_end:
      case Event::array_end:
        open_.pop_back();
        next();
        break;
      case Event::value:
        next();
        break;
      case Event::key:
        name(parsed.get_ref<const std::string&>());
        break;
    }
    return true;
  }

 private:
  struct Open {
    bool is_list;
    std::size_t index = 0;
    std::string name{};
    std::set<std::string, std::less<>> names{};
  };

  void enter(bool is_list) {
    if (open_.size() == max_depth_) {
      throw Refused(readable_path(path()) + ": expected at most " + std::to_string(max_depth_) +
                    " objects and lists in each other");
    }
    open_.push_back(Open{is_list});
  }

  void next() {
    if (!open_.empty()) ++open_.back().index;
  }

  void name(const std::string& name) {
    open_.back().name = name;
    if (!open_.back().names.insert(name).second) {
      throw Refused(readable_path(path()) + ": expected once, not twice");
    }
  }

  std::string path() const {
    std::string path;
    for (const Open& open : open_) {
      if (open.is_list) {
        path.append("[").append(std::to_string(open.index)).append("]");
      } else {
        path = path_of(path, open.name);
      }
    }
    return path;
  }

  std::size_t max_depth_;
  std::vector<Open> open_;
};

std::string place_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

Error malformed(std::string_view text, std::size_t byte) {
  return {errc::invalid_policy,
          "JSON: expected well-formed JSON in UTF-8, not what stands at " + place_of(text, byte)};
}

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

Result<json> read_strict_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_size) {
    return Error(errc::invalid_policy,
                 "JSON: expected at most " + std::to_string(limits.max_size) + " bytes of text");
  }
  // The parser takes U+0000 for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) return malformed(text, nul + 1);
  try {
    Watcher watcher(limits.max_depth);
    return json::parse(text, [&](int, Event event, json& parsed) { return watcher(event, parsed); });
  } catch (const json::parse_error& error) {
    return malformed(text, error.byte);
  } catch (const json::exception&) {
    return Error(errc::invalid_policy, "JSON: expected numbers that a computer can hold");
  } catch (const Refused& refused) {
    return Error(errc::invalid_policy, refused.what());
  }
}

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

std::string readable_path(std::string_view path) {
  if (path.empty()) return "JSON";
  std::string text = quoted(std::string(path.substr(0, 200)));
  return text.substr(1, text.size() - 2);
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
