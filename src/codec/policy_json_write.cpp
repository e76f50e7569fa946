#include "codec/json_refusal.hpp"
#include "codec/policy_json.hpp"
#include "counterfoil/codec/policy_json.hpp"
#include "model/duration_text.hpp"

namespace counterfoil {

namespace {

using nlohmann::ordered_json;

struct WriteField {
  const Policy& policy;

  ordered_json operator()(const CountField& field) const { return field.at.read(policy); }
  ordered_json operator()(const OptionalCountField& field) const {
    const auto& value = field.at.read(policy);
    return value ? ordered_json(*value) : ordered_json(nullptr);
  }
  ordered_json operator()(const CountChoiceField& field) const { return field.at.read(policy); }
  ordered_json operator()(const DurationField& field) const { return duration_text(field.at.read(policy)); }
  ordered_json operator()(const OptionalDurationField& field) const {
    const auto& value = field.at.read(policy);
    return value ? ordered_json(duration_text(*value)) : ordered_json(nullptr);
  }
  ordered_json operator()(const SwitchField& field) const { return field.at.read(policy); }
  ordered_json operator()(const ChoiceField& field) const {
    const std::uint8_t value = field.read(policy);
    if (value < 1 || value > field.names.size()) return value;
    return field.names[value - 1U];
  }
  ordered_json operator()(const KindsField& field) const {
    auto names = ordered_json::array();
    for (const MethodKind kind : all_method_kinds) {
      if (field.at.read(policy).contains(kind)) names.push_back(name_of(kind));
    }
    return names;
  }
  ordered_json operator()(const WordsField& field) const { return field.at.read(policy); }
};

}  // namespace

ordered_json write_field(const PolicyField& field, const Policy& policy) {
  return std::visit(WriteField{policy}, field.type);
}

Result<std::string> write_policy(const ValidPolicy& policy) {
  return without_bad_alloc([&]() -> Result<std::string> {
    auto object = ordered_json::object();
    for (const PolicyField& field : policy_fields()) {
      ordered_json* at = &object;
      for (std::string_view rest = field.path; !rest.empty();) {
        const std::size_t dot = std::min(rest.find('.'), rest.size());
        at = &(*at)[std::string(rest.substr(0, dot))];
        rest.remove_prefix(std::min(dot + 1, rest.size()));
      }
      *at = write_field(field, policy);
    }
    return object.dump(2);
  });
}

}  // namespace counterfoil
