#pragma once

#include <string>
#include <string_view>

#include "counterfoil/base/result.hpp"

namespace counterfoil::detail {

/// A typed number taken apart, in ASCII: nothing of the text but digits and a leading plus is left.
struct PhoneText {
  std::string number;     ///< `+` and digits, or digits.
  std::string extension;  ///< Digits, or empty.

  bool is_international() const noexcept { return number.front() == '+'; }
};

/// Reads the syntax that PhoneNumber::parse documents; looks nothing up.
///
/// @return 1 to 15 digits with or without a plus, or errc::invalid_phone_number, errc::too_long,
/// errc::invalid_utf8.
Result<PhoneText> read_phone_text(std::string_view text);

}  // namespace counterfoil::detail
