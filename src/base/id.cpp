#include "counterfoil/base/id.hpp"

#include <algorithm>

namespace counterfoil::detail {

namespace {

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string encode_hex(ByteView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) {
    text.push_back(digits[std::to_integer<unsigned>(byte >> 4)]);
    text.push_back(digits[std::to_integer<unsigned>(byte & std::byte{0x0F})]);
  }
  return text;
}

Result<void> decode_hex(std::string_view text, std::span<std::byte> out) {
  if (text.size() != out.size() * 2) {
    return Error(errc::invalid_encoding,
                 "id: expected " + std::to_string(out.size() * 2) + " hexadecimal digits");
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = hex_digit(text[2 * i]);
    const int low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0) {
      return Error(errc::invalid_encoding, "id: expected lower-case hexadecimal digits only");
    }
    out[i] = static_cast<std::byte>(high * 16 + low);
  }
  return {};
}

Result<void> check_name(std::string_view text) {
  if (text.empty() || text.size() > 128) {
    return Error(errc::invalid_argument, "id: expected 1 to 128 characters");
  }
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x21 && c <= 0x7E; });
  if (!printable) {
    return Error(errc::invalid_argument, "id: expected printable ASCII without spaces");
  }
  return {};
}

}  // namespace counterfoil::detail
