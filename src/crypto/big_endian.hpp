#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>

namespace counterfoil::detail {

/// Writes `value` to `out`, the highest byte first; `out` has sizeof(value) bytes.
template <std::unsigned_integral Number>
void put_big_endian(Number value, std::span<std::byte> out) noexcept {
  for (std::size_t i = sizeof value; i-- > 0;) {
    out[i] = static_cast<std::byte>(value & 0xFFU);
    if constexpr (sizeof value > 1) value = static_cast<Number>(value >> 8);
  }
}

template <std::unsigned_integral Number>
std::array<std::byte, sizeof(Number)> big_endian(Number value) noexcept {
  std::array<std::byte, sizeof(Number)> bytes{};
  put_big_endian(value, bytes);
  return bytes;
}

/// Reads sizeof(Number) bytes, the highest first.
template <std::unsigned_integral Number>
Number read_big_endian(std::span<const std::byte> bytes) noexcept {
  Number value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) {
    value = static_cast<Number>((value << 8) | std::to_integer<Number>(bytes[i]));
  }
  return value;
}

}  // namespace counterfoil::detail
