#pragma once

#include <stdexcept>
#include <utility>
#include <vector>

#include "counterfoil/provider/breach_check.hpp"

namespace counterfoil::testing {

/// Knows a few passwords.
class FakeBreachCheck final : public BreachCheck {
 public:
  explicit FakeBreachCheck(std::vector<SecretBytes> breached) : breached_(std::move(breached)) {}

  Result<bool> is_breached(const SecretBytes& password) override {
    for (const SecretBytes& known : breached_) {
      if (known == password) return true;
    }
    return false;
  }

 private:
  std::vector<SecretBytes> breached_;
};

/// Gives an error each time.
class FailingBreachCheck final : public BreachCheck {
 public:
  explicit FailingBreachCheck(errc code = errc::provider_failed) : code_(code) {}

  Result<bool> is_breached(const SecretBytes&) override {
    return Error(code_, "breach check: failed on purpose");
  }

 private:
  errc code_;
};

/// Throws each time.
class ThrowingBreachCheck final : public BreachCheck {
 public:
  Result<bool> is_breached(const SecretBytes&) override { throw std::runtime_error("on purpose"); }
};

}  // namespace counterfoil::testing
