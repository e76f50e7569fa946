#pragma once

#include <array>

#include "model/policy_field.hpp"

// How a table of fields is written: the members that lead to a field are template arguments, so that a row
// cannot read one field and write another.

namespace counterfoil::field_table {

template <auto... Members>
using ValueAt = std::remove_cvref_t<decltype((std::declval<const Policy&>().*....*Members))>;

template <auto... Members>
constexpr FieldAccess<ValueAt<Members...>> access() {
  return {[](const Policy& policy) -> const ValueAt<Members...>& { return (policy.*....*Members); },
          [](Policy& policy) -> ValueAt<Members...>& { return (policy.*....*Members); }};
}

struct About {
  std::string_view meaning;
  std::string_view source = "";
};

template <auto... Members>
PolicyField count(std::string_view path, std::uint32_t min, std::uint32_t max, About about) {
  return {path, CountField{access<Members...>(), min, max}, about.meaning, about.source};
}

template <auto... Members>
PolicyField optional_count(std::string_view path, std::uint32_t min, std::uint32_t max, About about) {
  return {path, OptionalCountField{access<Members...>(), min, max}, about.meaning, about.source};
}

template <auto... Members>
PolicyField count_among(std::string_view path, std::span<const std::uint32_t> counts, About about) {
  return {path, CountChoiceField{access<Members...>(), counts}, about.meaning, about.source};
}

template <auto... Members>
PolicyField duration(std::string_view path, Duration min, Duration max, About about) {
  return {path, DurationField{access<Members...>(), min, max, std::chrono::seconds(1)}, about.meaning,
          about.source};
}

template <auto... Members>
PolicyField fine_duration(std::string_view path, Duration min, Duration max, About about) {
  return {path, DurationField{access<Members...>(), min, max, Duration(1)}, about.meaning, about.source};
}

template <auto... Members>
PolicyField optional_duration(std::string_view path, Duration min, Duration max, About about) {
  return {path, OptionalDurationField{access<Members...>(), min, max, std::chrono::seconds(1)}, about.meaning,
          about.source};
}

template <auto... Members>
PolicyField on_or_off(std::string_view path, About about) {
  return {path, SwitchField{access<Members...>()}, about.meaning, about.source};
}

template <auto... Members>
PolicyField choice(std::string_view path, std::span<const std::string_view> names, About about) {
  using Choice = ValueAt<Members...>;
  return {path,
          ChoiceField{[](const Policy& policy) {
                        return static_cast<std::uint8_t>(access<Members...>().read(policy));
                      },
                      [](Policy& policy, std::uint8_t value) {
                        access<Members...>().write(policy) = static_cast<Choice>(value);
                      },
                      names},
          about.meaning, about.source};
}

template <auto... Members>
PolicyField kinds(std::string_view path, bool may_be_empty, About about) {
  return {path, KindsField{access<Members...>(), may_be_empty}, about.meaning, about.source};
}

template <auto... Members>
PolicyField words(std::string_view path, About about) {
  return {path, WordsField{access<Members...>()}, about.meaning, about.source};
}

std::span<const PolicyField> proof_fields();
std::span<const PolicyField> limit_fields();
std::span<const PolicyField> account_fields();

}  // namespace counterfoil::field_table
