#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/constant_time.hpp"
#include "counterfoil/base/result.hpp"
#include "otp/big_endian.hpp"
#include "otp/counter_hmac.hpp"

namespace counterfoil::detail {

/// The digits of a code in one word, the last digit in the lowest byte: a string of fixed length that is
/// compared at once.
using CodeDigits = std::uint64_t;

/// The digits that a code of that many has, as a mask over CodeDigits. @param digits  at most 8.
constexpr CodeDigits digit_mask(unsigned digits) noexcept {
  return ~CodeDigits{0} >> (64 - 8 * digits);
}

/// Dynamic truncation (RFC 4226 section 5.3) to 31 bits. The offset is secret: instead of indexing by it, it
/// shifts the first 24 bytes by 8, 4, 2 and 1 bytes, each or not as its bits say.
inline std::uint64_t truncate(const CounterHmac::Digest& hmac, std::size_t size) noexcept {
  const auto offset = std::to_integer<std::uint64_t>(hmac[size - 1]);
  const auto mask_of_bit = [offset](unsigned bit) { return mask_of_top_bit(offset << (63 - bit)); };
  const std::uint64_t middle = load_big_endian(&hmac[8]);
  const std::uint64_t high = select(mask_of_bit(3), middle, load_big_endian(&hmac[0]));
  const std::uint64_t low = select(mask_of_bit(3), load_big_endian(&hmac[16]), middle);
  std::uint64_t word = select(mask_of_bit(2), high << 32 | low >> 32, high);
  word = select(mask_of_bit(1), word << 16, word);
  word = select(mask_of_bit(0), word << 8, word);
  return word >> 32 & 0x7FFFFFFF;
}

/// The last 8 decimal digits of a truncated HMAC, all lanes of the word at once: two of 4 digits, then four of 2, then
/// eight of one. Divides by multiplying: n / 100 is n * 5243 >> 19 below 10,000, and n / 10 is n * 103 >> 10 below 100.
constexpr CodeDigits digits_of(std::uint64_t truncated) noexcept {
  const std::uint64_t last = truncated % 100'000'000;
  const std::uint64_t fours = last % 10'000 | last / 10'000 << 32;
  const std::uint64_t hundreds = fours * 5243 >> 19 & 0x0000'007F'0000'007F;
  const std::uint64_t twos = (fours - hundreds * 100) | hundreds << 16;
  const std::uint64_t tens = twos * 103 >> 10 & 0x000F'000F'000F'000F;
  return (twos - tens * 10) | tens << 8;
}

/// Reads what a person typed. @return errc::invalid_argument unless it is `digits` ASCII digits.
Result<CodeDigits> parse_code(std::string_view code, unsigned digits);

/// The text of a code.
std::string text_of(CodeDigits code, unsigned digits);

}  // namespace counterfoil::detail
