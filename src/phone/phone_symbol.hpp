#pragma once

#include <cstddef>
#include <string_view>

namespace counterfoil::detail {

/// What one character means in a typed telephone number.
enum class PhoneSymbolKind {
  digit,
  plus,
  separator,
  letter,
  invisible,  ///< Control, format and other characters that show nothing.
  other,
  malformed,  ///< Not UTF-8.
};

struct PhoneSymbol {
  PhoneSymbolKind kind;
  char digit = 0;            ///< '0' to '9' for a digit.
  char32_t script_zero = 0;  ///< The zero of the digit's script: U+0030 for ASCII.
};

/// The symbol at `position`, which is before the end of `text`, and moves past it.
PhoneSymbol next_phone_symbol(std::string_view text, std::size_t& position) noexcept;

}  // namespace counterfoil::detail
