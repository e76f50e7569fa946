#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "counterfoil/base/bytes.hpp"
#include "crypto/big_endian.hpp"

namespace counterfoil::detail {

constexpr std::uint64_t power_of_ten(std::size_t exponent) noexcept {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// A uniform number below `bound` from 64 uniform bits; nothing for a value in the last, incomplete multiple.
constexpr std::optional<std::uint64_t> sample_below(std::uint64_t bound, std::uint64_t random) noexcept {
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t incomplete = (largest % bound + 1) % bound;  // 2^64 mod bound
  if (random > largest - incomplete) return std::nullopt;
  return random % bound;
}

/// The first sample from `random`, taken 8 bytes at a time.
inline std::optional<std::uint64_t> first_sample(std::uint64_t bound, ByteView random) noexcept {
  for (; random.size() >= sizeof(std::uint64_t); random = random.subspan(sizeof(std::uint64_t))) {
    if (const auto sample = sample_below(bound, read_big_endian<std::uint64_t>(random))) return sample;
  }
  return std::nullopt;
}

/// Writes `number` as decimal digits with leading zeros, as many as `out` has bytes.
inline void put_decimal(std::uint64_t number, std::span<std::byte> out) noexcept {
  for (std::size_t i = out.size(); i-- > 0; number /= 10) {
    out[i] = static_cast<std::byte>('0' + number % 10);
  }
}

}  // namespace counterfoil::detail
