#include "base/strict_json.hpp"

#include <algorithm>
#include <exception>
#include <set>
#include <vector>

#include "base/field_path.hpp"

namespace counterfoil {

namespace {

using nlohmann::json;
using Event = json::parse_event_t;

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

Error malformed(errc refusal, std::string_view text, std::size_t byte) {
  return {refusal, "JSON: expected well-formed JSON in UTF-8, not what stands at " + place_of(text, byte)};
}

}  // namespace

Result<json> read_strict_json(std::string_view text, const JsonRules& rules) {
  if (text.size() > rules.max_size) {
    return Error(rules.refusal,
                 "JSON: expected at most " + std::to_string(rules.max_size) + " bytes of text");
  }
  // The parser takes U+0000 for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return malformed(rules.refusal, text, nul + 1);
  try {
    Watcher watcher(rules.max_depth);
    return json::parse(text, [&](int, Event event, json& parsed) { return watcher(event, parsed); });
  } catch (const json::parse_error& error) {
    return malformed(rules.refusal, text, error.byte);
  } catch (const json::exception&) {
    return Error(rules.refusal, "JSON: expected numbers that a computer can hold");
  } catch (const Refused& refused) {
    return Error(rules.refusal, refused.what());
  }
}

}  // namespace counterfoil
