#include "counterfoil/base/base64url.hpp"

#include <cstdint>
#include <new>
#include <span>

#include "base/out_of_memory.hpp"

namespace counterfoil {

namespace {

// All ones if low <= value <= high, else 0; for values between -255 and 255. No branch and no table, since
// the value may be secret.
constexpr int mask_if_between(int value, int low, int high) noexcept {
  return ((low - 1 - value) & (value - high - 1)) >> 8;
}

constexpr char digit_of(std::uint32_t sextet) noexcept {
  const int value = static_cast<int>(sextet & 63U);
  int letter = 0;
  letter |= mask_if_between(value, 0, 25) & ('A' + value);
  letter |= mask_if_between(value, 26, 51) & ('a' + value - 26);
  letter |= mask_if_between(value, 52, 61) & ('0' + value - 52);
  letter |= mask_if_between(value, 62, 62) & '-';
  letter |= mask_if_between(value, 63, 63) & '_';
  return static_cast<char>(letter);
}

// 0–63, or -1 for anything but a digit of the alphabet.
constexpr int value_of(char digit) noexcept {
  const int c = static_cast<unsigned char>(digit);
  int value = -1;
  value += mask_if_between(c, 'A', 'Z') & (c - 'A' + 1);
  value += mask_if_between(c, 'a', 'z') & (c - 'a' + 26 + 1);
  value += mask_if_between(c, '0', '9') & (c - '0' + 52 + 1);
  value += mask_if_between(c, '-', '-') & (62 + 1);
  value += mask_if_between(c, '_', '_') & (63 + 1);
  return value;
}

constexpr std::size_t decoded_size(std::size_t text_size) noexcept {
  return text_size / 4 * 3 + text_size % 4 * 3 / 4;
}

Error malformed() {
  return {errc::invalid_encoding, "base64url: expected digits of the URL-safe alphabet without padding"};
}

// Fills `out`, which has decoded_size(text.size()) bytes. False if the text is malformed.
bool decode(std::string_view text, std::span<std::byte> out) noexcept {
  if (text.size() % 4 == 1) return false;
  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  std::size_t written = 0;
  int faults = 0;
  for (const char digit : text) {
    const int value = value_of(digit);
    faults |= value;  // negative once any value is
    bits = (bits << 6) | (static_cast<std::uint32_t>(value) & 63U);
    bit_count += 6;
    if (bit_count < 8) continue;
    bit_count -= 8;
    out[written++] = static_cast<std::byte>((bits >> bit_count) & 0xFFU);
  }
  const std::uint32_t unused = bits & ((1U << bit_count) - 1U);
  return faults >= 0 && unused == 0;
}

}  // namespace

std::string encode_base64url(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() / 3 * 4 + 4);
  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  for (const std::byte byte : bytes) {
    bits = (bits << 8) | std::to_integer<std::uint32_t>(byte);
    bit_count += 8;
    while (bit_count >= 6) {
      bit_count -= 6;
      text.push_back(digit_of(bits >> bit_count));
    }
  }
  if (bit_count > 0) text.push_back(digit_of(bits << (6 - bit_count)));
  return text;
}

Result<Bytes> decode_base64url(std::string_view text) try {
  Bytes bytes(decoded_size(text.size()));
  if (!decode(text, bytes)) return malformed();
  return bytes;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> decode_secret_base64url(std::string_view text) try {
  SecretBytes bytes(decoded_size(text.size()));
  if (!decode(text, bytes.write(SecretAccess::grant()))) return malformed();
  return bytes;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
