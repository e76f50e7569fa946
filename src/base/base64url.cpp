#include "counterfoil/base/base64url.hpp"

#include <array>
#include <cstdint>
#include <new>
#include <span>

#include "base/constant_time.hpp"
#include "base/out_of_memory.hpp"

namespace counterfoil {

namespace {

using detail::mask_if_between;

struct DigitRange {
  std::uint64_t first_value;
  std::uint64_t count;
  unsigned char first_digit;
};

constexpr std::array<DigitRange, 5> ranges = {
    {{0, 26, 'A'}, {26, 26, 'a'}, {52, 10, '0'}, {62, 1, '-'}, {63, 1, '_'}}};

// No branch and no table, since the value may be secret.
constexpr char digit_of(std::uint32_t bits) noexcept {
  const std::uint64_t value = bits & 63U;
  std::uint64_t digit = 0;
  for (const DigitRange& range : ranges) {
    const std::uint64_t distance = value - range.first_value;
    digit |= mask_if_between(value + 1, range.first_value + 1, range.first_value + range.count) &
             (range.first_digit + distance);
  }
  return static_cast<char>(digit);
}

// 0–63, or a number with its top bit set for anything but a digit of the alphabet.
constexpr std::uint64_t value_of(char digit) noexcept {
  const auto character = static_cast<unsigned char>(digit);
  std::uint64_t found = 0;
  std::uint64_t value = 0;
  for (const DigitRange& range : ranges) {
    const std::uint64_t last = range.first_digit + range.count - 1;
    const std::uint64_t mask = mask_if_between(character, range.first_digit, last);
    found |= mask;
    value |= mask & (character - range.first_digit + range.first_value);
  }
  return value | ~found;
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
  std::uint64_t faults = 0;
  for (const char digit : text) {
    const std::uint64_t value = value_of(digit);
    faults |= value;
    bits = (bits << 6) | (static_cast<std::uint32_t>(value) & 63U);
    bit_count += 6;
    if (bit_count < 8) continue;
    bit_count -= 8;
    out[written++] = static_cast<std::byte>((bits >> bit_count) & 0xFFU);
  }
  const std::uint32_t unused = bits & ((1U << bit_count) - 1U);
  return (faults >> 63) == 0 && unused == 0;
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
