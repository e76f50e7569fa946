#include "model/policy_field.hpp"

#include <algorithm>
#include <set>

#include "counterfoil/base/utf8.hpp"
#include "model/duration_text.hpp"
#include "model/policy_field_table.hpp"

namespace counterfoil {

namespace {

std::string text_of(std::uint32_t number) {
  return std::to_string(number);
}

std::string durations(Duration min, Duration max, Duration granule) {
  const std::string range = "a duration from " + duration_text(min) + " to " + duration_text(max);
  return granule == Duration(1) ? range : range + " in whole seconds";
}

std::string text_of(std::string_view name) {
  return std::string("\"").append(name).append("\"");
}

template <class Value>
std::string listed(std::span<const Value> values) {
  std::string text;
  for (const Value& value : values) {
    if (!text.empty()) text += &value == &values.back() ? " or " : ", ";
    text += text_of(value);
  }
  return text;
}

/// In words.
struct Allowed {
  std::string operator()(const CountField& field) const {
    return "a whole number from " + text_of(field.min) + " to " + text_of(field.max);
  }
  std::string operator()(const OptionalCountField& field) const {
    return "null, or a whole number from " + text_of(field.min) + " to " + text_of(field.max);
  }
  std::string operator()(const CountChoiceField& field) const { return listed(field.counts); }
  std::string operator()(const DurationField& field) const {
    return durations(field.min, field.max, field.granule);
  }
  std::string operator()(const OptionalDurationField& field) const {
    return "null, or " + durations(field.min, field.max, field.granule);
  }
  std::string operator()(const SwitchField&) const { return "true or false"; }
  std::string operator()(const ChoiceField& field) const { return listed(field.names); }
  std::string operator()(const KindsField& field) const {
    return std::string(field.may_be_empty ? "a list" : "a list that is not empty") +
           " of different names of methods";
  }
  std::string operator()(const WordsField&) const {
    return "at most " + std::to_string(WordsField::max_words) + " different words of " +
           std::to_string(WordsField::min_length) + " to " + std::to_string(WordsField::max_length) +
           " characters";
  }
};

bool lies_in(Duration value, Duration min, Duration max, Duration granule) {
  return value >= min && value <= max && value % granule == Duration::zero();
}

/// The value of the field in `policy`, in words.
struct ValueText {
  const Policy& policy;

  std::string operator()(const CountField& field) const { return text_of(field.at.read(policy)); }
  std::string operator()(const OptionalCountField& field) const {
    const auto& value = field.at.read(policy);
    return value ? text_of(*value) : "null";
  }
  std::string operator()(const CountChoiceField& field) const { return text_of(field.at.read(policy)); }
  std::string operator()(const DurationField& field) const {
    return text_of(duration_text(field.at.read(policy)));
  }
  std::string operator()(const OptionalDurationField& field) const {
    const auto& value = field.at.read(policy);
    return value ? text_of(duration_text(*value)) : "null";
  }
  std::string operator()(const SwitchField& field) const { return field.at.read(policy) ? "true" : "false"; }
  std::string operator()(const ChoiceField& field) const {
    const std::uint8_t value = field.read(policy);
    return value >= 1 && value <= field.names.size() ? text_of(field.names[value - 1U]) : text_of(value);
  }
  std::string operator()(const KindsField& field) const {
    return field.at.read(policy).empty() ? "an empty list" : "the list that it has";
  }
  std::string operator()(const WordsField&) const { return "the list that it has"; }
};

/// Whether the value of the field in `policy` is allowed.
struct IsAllowed {
  const Policy& policy;

  bool operator()(const CountField& field) const {
    const std::uint32_t value = field.at.read(policy);
    return value >= field.min && value <= field.max;
  }
  bool operator()(const OptionalCountField& field) const {
    const auto& value = field.at.read(policy);
    return !value || (*value >= field.min && *value <= field.max);
  }
  bool operator()(const CountChoiceField& field) const {
    return std::find(field.counts.begin(), field.counts.end(), field.at.read(policy)) != field.counts.end();
  }
  bool operator()(const DurationField& field) const {
    return lies_in(field.at.read(policy), field.min, field.max, field.granule);
  }
  bool operator()(const OptionalDurationField& field) const {
    const auto& value = field.at.read(policy);
    return !value || lies_in(*value, field.min, field.max, field.granule);
  }
  bool operator()(const SwitchField&) const { return true; }
  bool operator()(const ChoiceField& field) const {
    const std::uint8_t value = field.read(policy);
    return value >= 1 && value <= field.names.size();
  }
  bool operator()(const KindsField& field) const {
    return field.may_be_empty || !field.at.read(policy).empty();
  }
  bool operator()(const WordsField& field) const {
    const auto& words = field.at.read(policy);
    const std::set<std::string_view> different(words.begin(), words.end());
    return words.size() <= WordsField::max_words && different.size() == words.size() &&
           std::all_of(words.begin(), words.end(), [](const std::string& word) {
             const auto length = count_code_points(word);
             return length && *length >= WordsField::min_length && *length <= WordsField::max_length;
           });
  }
};

}  // namespace

const std::vector<PolicyField>& policy_fields() {
  static const std::vector<PolicyField> fields = [] {
    std::vector<PolicyField> all;
    for (const auto& table :
         {field_table::proof_fields(), field_table::limit_fields(), field_table::account_fields()}) {
      all.insert(all.end(), table.begin(), table.end());
    }
    return all;
  }();
  return fields;
}

const PolicyField* find_policy_field(std::string_view path) {
  const auto& fields = policy_fields();
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const PolicyField& field) { return field.path == path; });
  return found == fields.end() ? nullptr : &*found;
}

std::string allowed_values(const PolicyField& field) {
  return std::visit(Allowed{}, field.type);
}

std::string value_text(const PolicyField& field, const Policy& policy) {
  return std::visit(ValueText{policy}, field.type);
}

bool is_allowed(const PolicyField& field, const Policy& policy) {
  return std::visit(IsAllowed{policy}, field.type);
}

}  // namespace counterfoil
