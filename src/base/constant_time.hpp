#pragma once

#include <cstdint>

namespace counterfoil::detail {

/// Arithmetic on masks (all bits one = yes, all bits zero = no) for code that neither branches on a secret
/// nor uses one as an index.

/// Hides from the compiler what it knows about `value`, so that it cannot turn a mask back into a branch.
constexpr std::uint64_t value_barrier(std::uint64_t value) noexcept {
  if (!__builtin_is_constant_evaluated()) asm volatile("" : "+r"(value));
  return value;
}

/// All ones when the top bit of `value` is set.
constexpr std::uint64_t mask_of_top_bit(std::uint64_t value) noexcept {
  return 0 - (value_barrier(value) >> 63);
}

/// All ones when `value` is zero.
constexpr std::uint64_t mask_if_zero(std::uint64_t value) noexcept {
  return mask_of_top_bit(~value & (value - 1));
}

/// All ones when the two are the same.
constexpr std::uint64_t mask_if_equal(std::uint64_t left, std::uint64_t right) noexcept {
  return mask_if_zero(left ^ right);
}

/// All ones when `low` <= `value` <= `high`; all three below 2^63, and `low` above 0.
constexpr std::uint64_t mask_if_between(std::uint64_t value, std::uint64_t low, std::uint64_t high) noexcept {
  return mask_of_top_bit((low - 1 - value) & (value - high - 1));
}

/// `yes` where the mask is all ones, `no` where it is all zeros.
constexpr std::uint64_t select(std::uint64_t mask, std::uint64_t yes, std::uint64_t no) noexcept {
  return no ^ (mask & (yes ^ no));
}

}  // namespace counterfoil::detail
