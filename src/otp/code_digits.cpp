#include "otp/code_digits.hpp"

namespace counterfoil::detail {

Result<CodeDigits> parse_code(std::string_view code, unsigned digits) {
  bool expected = code.size() == digits;
  CodeDigits parsed = 0;
  if (expected) {
    for (const char c : code) {
      expected = expected && c >= '0' && c <= '9';
      parsed = parsed << 8 | static_cast<CodeDigits>(c - '0');
    }
  }
  if (!expected) {
    return Error(errc::invalid_argument, "code: expected " + std::to_string(digits) + " ASCII digits");
  }
  return parsed;
}

std::string text_of(CodeDigits code, unsigned digits) {
  std::string text(digits, '0');
  for (unsigned i = 0; i < digits; ++i)
    text[digits - 1 - i] = static_cast<char>('0' + (code >> (8 * i) & 0xFF));
  return text;
}

}  // namespace counterfoil::detail
