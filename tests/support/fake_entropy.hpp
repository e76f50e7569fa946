#pragma once

#include <cstdint>
#include <mutex>
#include <random>

#include "counterfoil/crypto/entropy.hpp"

namespace counterfoil::testing {

/// Repeatable bytes from a seed. Not random: for tests only.
class SeededEntropy final : public Entropy {
 public:
  explicit SeededEntropy(std::uint64_t seed) : engine_(seed) {}

  Result<void> fill(std::span<std::byte> out) override {
    const std::lock_guard lock(mutex_);
    for (std::byte& byte : out) byte = static_cast<std::byte>(engine_() & 0xFF);
    return {};
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

/// A source that fails after `good` successful calls.
class FailingEntropy final : public Entropy {
 public:
  explicit FailingEntropy(int good = 0) : good_(good) {}

  Result<void> fill(std::span<std::byte> out) override {
    if (good_-- <= 0) return Error(errc::entropy_failed, "entropy: failed on purpose");
    for (std::byte& byte : out) byte = std::byte{0x5A};
    return {};
  }

 private:
  int good_;
};

}  // namespace counterfoil::testing
