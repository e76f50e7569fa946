#include "otp/percent_encoding.hpp"

#include <string>

namespace counterfoil::detail {

namespace {

constexpr std::string_view segment_extra = "!$&'()*+,;=:@";
constexpr std::string_view query_extra = "!$&'()*+,;=:@/?";

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// The byte of an escape, or -1 if it is none.
int escaped_byte(std::string_view escape) noexcept {
  if (escape.size() < 3) return -1;
  const int high = hex_value(escape[1]);
  const int low = hex_value(escape[2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

Error refused(std::string_view part, const char* expected) {
  return {errc::invalid_uri, std::string(part) + ": expected " + expected};
}

Result<std::size_t> decode(std::string_view text, std::string_view part, std::string_view extra,
                           std::span<std::byte> out) {
  std::size_t written = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int byte = escaped_byte(text.substr(i));
      if (byte < 0) return refused(part, "two hexadecimal digits after each percent sign");
      if (byte == 0) return refused(part, "no %00");
      out[written++] = static_cast<std::byte>(byte);
      i += 2;
    } else if (is_unreserved(text[i]) || extra.find(text[i]) != std::string_view::npos) {
      out[written++] = static_cast<std::byte>(text[i]);
    } else {
      return refused(part, "characters that a URI has there, all others percent-encoded");
    }
  }
  return written;
}

}  // namespace

bool is_unreserved(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

Result<std::size_t> decode_segment(std::string_view text, std::string_view part, std::span<std::byte> out) {
  return decode(text, part, segment_extra, out);
}

Result<std::size_t> decode_query_value(std::string_view text, std::string_view part,
                                       std::span<std::byte> out) {
  return decode(text, part, query_extra, out);
}

}  // namespace counterfoil::detail
