#include <algorithm>
#include <limits>

#include "base/field_path.hpp"
#include "codec/json_refusal.hpp"
#include "codec/policy_json.hpp"
#include "model/duration_text.hpp"

namespace counterfoil {

namespace {

using nlohmann::json;

std::optional<std::uint32_t> read_count(const json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  const auto number = value.get<std::uint64_t>();
  if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

std::optional<Duration> read_duration(const json& value) {
  if (!value.is_string()) return std::nullopt;
  return parse_duration(value.get_ref<const std::string&>());
}

/// Puts `read` into the field. @return whether there is something to put.
template <class Field, class Read>
bool put(const Field& field, Policy& policy, const std::optional<Read>& read) {
  if (read) field.at.write(policy) = *read;
  return read.has_value();
}

/// Reads one field. @return whether the value is of the right type.
struct ReadField {
  const json& value;
  Policy& policy;

  bool operator()(const CountField& field) const { return put(field, policy, read_count(value)); }
  bool operator()(const OptionalCountField& field) const {
    if (!value.is_null()) return put(field, policy, read_count(value));
    field.at.write(policy).reset();
    return true;
  }
  bool operator()(const CountChoiceField& field) const { return put(field, policy, read_count(value)); }
  bool operator()(const DurationField& field) const { return put(field, policy, read_duration(value)); }
  bool operator()(const OptionalDurationField& field) const {
    if (!value.is_null()) return put(field, policy, read_duration(value));
    field.at.write(policy).reset();
    return true;
  }
  bool operator()(const SwitchField& field) const {
    if (!value.is_boolean()) return false;
    field.at.write(policy) = value.get<bool>();
    return true;
  }
  bool operator()(const ChoiceField& field) const {
    if (!value.is_string()) return false;
    const auto found = std::find(field.names.begin(), field.names.end(), value.get_ref<const std::string&>());
    if (found == field.names.end()) return false;
    field.write(policy, static_cast<std::uint8_t>(found - field.names.begin() + 1));
    return true;
  }
  bool operator()(const KindsField& field) const {
    if (!value.is_array()) return false;
    MethodKinds kinds;
    for (const json& element : value) {
      if (!element.is_string()) return false;
      const auto kind = parse_method_kind(element.get_ref<const std::string&>());
      if (!kind || kinds.contains(*kind)) return false;
      kinds.insert(*kind);
    }
    field.at.write(policy) = kinds;
    return true;
  }
  bool operator()(const WordsField& field) const {
    if (!value.is_array()) return false;
    std::vector<std::string> words;
    for (const json& element : value) {
      if (!element.is_string()) return false;
      words.push_back(element.get<std::string>());
    }
    field.at.write(policy) = std::move(words);
    return true;
  }
};

/// The first element that a list may not have, or none.
std::optional<std::size_t> spoilt_element(const json& list, const PolicyField& field) {
  if (!list.is_array()) return std::nullopt;
  json shorter = json::array();
  for (const json& element : list) {
    shorter.push_back(element);
    Policy policy;
    const bool fits = std::visit(ReadField{shorter, policy}, field.type) && is_allowed(field, policy);
    if (!fits) return shorter.size() - 1;
  }
  return std::nullopt;
}

Error not_allowed(const PolicyField& field, const json& value, std::string path) {
  const auto element = spoilt_element(value, field);
  if (element) path.append("[").append(std::to_string(*element)).append("]");
  return {errc::invalid_policy, path + ": expected " + allowed_values(field) + ", not " +
                                    describe(element ? value[*element] : value)};
}

/// The names that may stand in the group at `path` (relative to the policy).
std::vector<std::string_view> names_in(std::string_view path) {
  std::vector<std::string_view> names;
  for (const PolicyField& field : policy_fields()) {
    std::string_view rest = field.path;
    if (!path.empty()) {
      if (!rest.starts_with(path) || rest.substr(path.size(), 1) != ".") continue;
      rest.remove_prefix(path.size() + 1);
    }
    const std::string_view name = rest.substr(0, rest.find('.'));
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return names;
}

/// Lays one object over the policy: the whole of it or a group in it.
class Layer {
 public:
  Layer(Policy& policy, std::string_view outer) : policy_(policy), outer_(outer) {}

  Result<void> lay(const json& object, const std::string& group) {
    if (!object.is_object()) {
      return Error(errc::invalid_policy,
                   readable_path(full(group)) + ": expected an object, not " + describe(object));
    }
    const auto names = names_in(group);
    for (const auto& [name, value] : object.items()) {
      if (std::find(names.begin(), names.end(), name) == names.end())
        return unknown_field(full(group), name, names);
      auto laid = lay_one(value, path_of(group, name));
      if (!laid) return laid;
    }
    return {};
  }

 private:
  Result<void> lay_one(const json& value, const std::string& path) {
    const PolicyField* field = find_policy_field(path);
    if (field == nullptr) return lay(value, path);
    if (std::visit(ReadField{value, policy_}, field->type) && is_allowed(*field, policy_)) return {};
    return not_allowed(*field, value, full(path));
  }

  std::string full(const std::string& path) const { return path.empty() ? outer_ : path_of(outer_, path); }

  Policy& policy_;
  std::string outer_;
};

}  // namespace

Result<void> lay_over(Policy& policy, const json& object, std::string_view path) {
  return Layer(policy, path).lay(object, {});
}

}  // namespace counterfoil
