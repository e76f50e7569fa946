#include "otp/base32_symbols.hpp"

#include "base/constant_time.hpp"

namespace counterfoil::detail {

namespace {

constexpr std::uint64_t no_value = 32;

constexpr std::uint64_t value_of(std::byte symbol) noexcept {
  const auto c = std::to_integer<std::uint64_t>(symbol);
  const std::uint64_t upper = mask_if_between(c, 'A', 'Z');
  const std::uint64_t lower = mask_if_between(c, 'a', 'z');
  const std::uint64_t digit = mask_if_between(c, '2', '7');
  return (upper & (c - 'A')) | (lower & (c - 'a')) | (digit & (c - '2' + 26)) |
         (~(upper | lower | digit) & no_value);
}

constexpr std::byte symbol_of(std::uint64_t value) noexcept {
  const std::uint64_t digit = mask_if_between(value, 26, 31);
  return static_cast<std::byte>(select(digit, value - 26 + '2', value + 'A'));
}

static_assert(value_of(std::byte{'A'}) == 0 && value_of(std::byte{'z'}) == 25);
static_assert(value_of(std::byte{'2'}) == 26 && value_of(std::byte{'7'}) == 31);
static_assert(value_of(std::byte{'@'}) == no_value && value_of(std::byte{'['}) == no_value);
static_assert(value_of(std::byte{'1'}) == no_value && value_of(std::byte{0xFF}) == no_value);
static_assert(symbol_of(25) == std::byte{'Z'} && symbol_of(26) == std::byte{'2'});

}  // namespace

std::uint64_t decode_symbols(ByteView symbols, std::span<std::byte> out) noexcept {
  std::uint64_t bits = 0;
  std::uint64_t invalid = 0;
  unsigned pending = 0;
  std::size_t written = 0;
  for (const std::byte symbol : symbols) {
    const std::uint64_t value = value_of(symbol);
    invalid |= value & no_value;
    bits = bits << 5 | (value & 31);
    pending += 5;
    if (pending >= 8) {
      pending -= 8;
      out[written++] = static_cast<std::byte>(bits >> pending & 0xFF);
    }
  }
  const std::uint64_t trailing = bits & ((std::uint64_t{1} << pending) - 1);
  return (~mask_if_zero(invalid) & bad_symbol) | (~mask_if_zero(trailing) & bad_trailing_bits);
}

void encode_symbols(ByteView bytes, std::span<std::byte> out) noexcept {
  std::uint64_t bits = 0;
  unsigned pending = 0;
  std::size_t written = 0;
  for (const std::byte byte : bytes) {
    bits = bits << 8 | std::to_integer<std::uint64_t>(byte);
    pending += 8;
    while (pending >= 5) {
      pending -= 5;
      out[written++] = symbol_of(bits >> pending & 31);
    }
  }
  if (pending > 0) out[written] = symbol_of(bits << (5 - pending) & 31);
}

}  // namespace counterfoil::detail
