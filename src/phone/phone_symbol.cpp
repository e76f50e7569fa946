#include "phone/phone_symbol.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/utf8_decode.hpp"

namespace counterfoil::detail {

namespace {

PhoneSymbol ascii_symbol(unsigned char c) noexcept {
  if (c >= '0' && c <= '9') return {PhoneSymbolKind::digit, static_cast<char>(c), U'0'};
  if (c < 0x20 || c == 0x7F) return {PhoneSymbolKind::invisible};
  switch (c) {
    case '+':
      return {PhoneSymbolKind::plus};
    case ' ':
    case '-':
    case '.':
    case '/':
    case '(':
    case ')':
      return {PhoneSymbolKind::separator};
    default:
      break;
  }
  const int letter = c | 0x20;
  return {letter >= 'a' && letter <= 'z' ? PhoneSymbolKind::letter : PhoneSymbolKind::other};
}

// What word processors and East Asian keyboards put in place of the ASCII separators.
bool is_unicode_separator(UChar32 c) noexcept {
  static constexpr std::array<UChar32, 13> singles{
      0x00A0,                                  // no-break space
      0x2007,                                  // figure space
      0x2009,                                  // thin space
      0x202F,                                  // narrow no-break space
      0x2212,                                  // minus sign
      0x3000,                                  // ideographic space
      0x30FC,                                  // prolonged sound mark, typed for a hyphen in Japan
      0xFF08, 0xFF09, 0xFF0D, 0xFF0E, 0xFF0F,  // full-width ( ) - . /
      0xFF70,                                  // half-width prolonged sound mark
  };
  const bool is_dash = c >= 0x2010 && c <= 0x2015;
  return is_dash || std::find(singles.begin(), singles.end(), c) != singles.end();
}

bool is_invisible(UChar32 c) noexcept {
  switch (::u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_SPACE_SEPARATOR:
      return true;
    default:
      return ::u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
  }
}

PhoneSymbol unicode_symbol(UChar32 c) noexcept {
  constexpr UChar32 full_width_plus = 0xFF0B;
  if (c == full_width_plus) return {PhoneSymbolKind::plus};
  if (is_unicode_separator(c)) return {PhoneSymbolKind::separator};
  if (const int32_t value = ::u_charDigitValue(c); ::u_charType(c) == U_DECIMAL_DIGIT_NUMBER && value >= 0) {
    return {PhoneSymbolKind::digit, static_cast<char>('0' + value), static_cast<char32_t>(c - value)};
  }
  if (::u_isalpha(c) != 0) return {PhoneSymbolKind::letter};
  return {is_invisible(c) ? PhoneSymbolKind::invisible : PhoneSymbolKind::other};
}

}  // namespace

PhoneSymbol next_phone_symbol(std::string_view text, std::size_t& position) noexcept {
  const auto first = static_cast<unsigned char>(text[position]);
  if (first < 0x80) {
    ++position;
    return ascii_symbol(first);
  }
  const UChar32 code_point = next_code_point(text, position);
  if (code_point < 0) return {PhoneSymbolKind::malformed};
  return unicode_symbol(code_point);
}

}  // namespace counterfoil::detail
