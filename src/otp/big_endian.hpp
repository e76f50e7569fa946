#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace counterfoil::detail {

/// `value` with its bytes in big-endian order; the same function leads back.
constexpr std::uint64_t big_endian(std::uint64_t value) noexcept {
  return std::endian::native == std::endian::big ? value : __builtin_bswap64(value);
}

/// The number that 8 bytes make, the first the most significant.
inline std::uint64_t load_big_endian(const std::byte* bytes) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return big_endian(value);
}

}  // namespace counterfoil::detail
