#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/base/time.hpp"

namespace counterfoil {

/// A duration as it stands in a policy: a whole number of one unit, `ms`, `s`, `m`, `h` or `d` (24 hours).
/// @return none unless `text` is exactly that, with 1–9 digits and no leading zero.
std::optional<Duration> parse_duration(std::string_view text) noexcept;

/// `duration`, which is not negative, in the largest unit that leaves a whole number.
std::string duration_text(Duration duration);

}  // namespace counterfoil
