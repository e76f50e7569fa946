#pragma once

#include <functional>
#include <utility>

#include "engine_fixture.hpp"

namespace counterfoil::testing {

/// Lets something happen once while a password is verified, which is outside all decisions. Knows no password.
class DirectoryMeanwhile final : public PasswordDirectory {
 public:
  Result<bool> verify(const TenantId&, const SecretBytes&, const SecretBytes&) override {
    if (auto work = std::exchange(meanwhile, nullptr)) work();
    return false;
  }
  SecretBytes decoy_hash() const override { return secret("decoy"); }

  std::function<void()> meanwhile;
};

/// The same while a new password is looked at.
class BreachCheckMeanwhile final : public BreachCheck {
 public:
  Result<bool> is_breached(const SecretBytes&) override {
    if (auto work = std::exchange(meanwhile, nullptr)) work();
    return false;
  }

  std::function<void()> meanwhile;
};

}  // namespace counterfoil::testing
