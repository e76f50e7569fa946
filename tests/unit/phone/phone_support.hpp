#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/phone/phone_number.hpp"

namespace counterfoil::testing {

inline Region region(std::string_view code) {
  return Region::parse(code).value();
}

/// A number that is known to be read.
inline PhoneNumber phone_number(std::string_view text, std::optional<Region> chosen = std::nullopt) {
  return PhoneNumber::parse(text, chosen).value();
}

/// A field of a vector file: "_" stands for a space, "-" for nothing.
inline std::string spaced(std::string field) {
  if (field == "-") return {};
  std::replace(field.begin(), field.end(), '_', ' ');
  return field;
}

}  // namespace counterfoil::testing
