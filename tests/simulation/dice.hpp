#pragma once

#include <cstdint>
#include <span>

namespace counterfoil::simulation {

/// Numbers from a seed, the same on every platform and with every standard library (SplitMix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }
  /// 0 to `end` − 1.
  std::uint64_t below(std::uint64_t end) noexcept { return next() % end; }
  /// `first` to `last`, both included.
  std::int64_t between(std::int64_t first, std::int64_t last) noexcept {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first + 1)));
  }
  /// Whether one of `times` tries comes true.
  bool one_in(std::uint64_t times) noexcept { return below(times) == 0; }
  bool percent(std::uint64_t chance) noexcept { return below(100) < chance; }

  template <class Range>
  auto& pick(Range& range) noexcept {
    return range[static_cast<std::size_t>(below(range.size()))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace counterfoil::simulation
