#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "counterfoil/base/result.hpp"
#include "counterfoil/model/policy.hpp"

namespace counterfoil {

/// Where a field of type `T` lies in a policy.
template <class T>
struct FieldAccess {
  const T& (*read)(const Policy&);
  T& (*write)(Policy&);
};

struct CountField {
  using Value = std::uint32_t;
  FieldAccess<Value> at;
  std::uint32_t min, max;
};

struct OptionalCountField {
  using Value = std::optional<std::uint32_t>;
  FieldAccess<Value> at;
  std::uint32_t min, max;
};

/// One of `counts`.
struct CountChoiceField {
  using Value = std::uint32_t;
  FieldAccess<Value> at;
  std::span<const std::uint32_t> counts;
};

/// A whole number of `granule`.
struct DurationField {
  using Value = Duration;
  FieldAccess<Value> at;
  Duration min, max, granule;
};

struct OptionalDurationField {
  using Value = std::optional<Duration>;
  FieldAccess<Value> at;
  Duration min, max, granule;
};

struct SwitchField {
  using Value = bool;
  FieldAccess<Value> at;
};

/// An enumeration whose values count from 1, in the order of `names`.
struct ChoiceField {
  using Value = std::uint8_t;
  Value (*read)(const Policy&);
  void (*write)(Policy&, Value);
  std::span<const std::string_view> names;
};

struct KindsField {
  using Value = MethodKinds;
  FieldAccess<Value> at;
  bool may_be_empty;
};

struct WordsField {
  using Value = std::vector<std::string>;
  static constexpr std::size_t max_words = 200;
  static constexpr std::size_t min_length = 4;
  static constexpr std::size_t max_length = 64;
  FieldAccess<Value> at;
};

/// One field of a policy: what reads, writes, checks and documents it.
struct PolicyField {
  std::string_view path;  ///< As in JSON, with dots.
  std::variant<CountField, OptionalCountField, CountChoiceField, DurationField, OptionalDurationField,
               SwitchField, ChoiceField, KindsField, WordsField>
      type;
  std::string_view meaning;
  std::string_view source;  ///< Standard and section; empty for the library's own.
};

/// Every field of Policy, once, in the order of the structs.
const std::vector<PolicyField>& policy_fields();

/// The field with exactly this path, or null.
const PolicyField* find_policy_field(std::string_view path);

/// What the field takes, in words: "a whole number from 1 to 20".
std::string allowed_values(const PolicyField& field);

/// The value of `field` in `policy`, as an error tells it.
std::string value_text(const PolicyField& field, const Policy& policy);

/// Whether the value of `field` in `policy` is allowed.
bool is_allowed(const PolicyField& field, const Policy& policy);

}  // namespace counterfoil
