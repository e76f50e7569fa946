#pragma once

#include <optional>
#include <string_view>

#include "counterfoil/phone/phone_kind.hpp"

namespace counterfoil::detail {

/// A range that is set aside for films and examples.
struct FictionalNumber {
  PhoneKind kind;
  std::string_view region;  ///< Empty where only the numbering plan knows it.
};

/// The range that `e164` lies in, if any.
std::optional<FictionalNumber> find_fictional_number(std::string_view e164) noexcept;

}  // namespace counterfoil::detail
