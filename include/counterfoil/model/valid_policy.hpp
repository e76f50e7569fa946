#pragma once

#include <utility>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/model/policy.hpp"

namespace counterfoil {

/// A policy whose every number lies in its range and whose numbers fit together. It is read like a Policy and
/// cannot be changed: copy the Policy, change that, and check it again.
///
/// docs/policy.md lists every field with its range, default and source, and every rule between fields; one of
/// them limits what Policy::threat_budget() comes to. From JSON it comes by parse_policy(). Thread safety: as a plain value.
class COUNTERFOIL_API ValidPolicy {
 public:
  /// The preset `recommended`.
  ValidPolicy() = default;

  /// Checks `policy`.
  ///
  /// @return errc::invalid_policy when a field is out of its range or does not fit the others; the message has
  ///         its path, what is allowed, and the value. errc::out_of_memory.
  static Result<ValidPolicy> check(Policy policy);

  /// The numbers this library recommends: `Policy{}`.
  static ValidPolicy recommended() { return {}; }
  /// The same, where NIST SP 800-63B-4 asks for something else.
  static ValidPolicy nist_800_63b_4();

  const Policy& operator*() const noexcept { return policy_; }
  const Policy* operator->() const noexcept { return &policy_; }
  operator const Policy&() const noexcept { return policy_; }  // NOLINT: reads as the Policy it is

  friend bool operator==(const ValidPolicy&, const ValidPolicy&) = default;

 private:
  explicit ValidPolicy(Policy policy) : policy_(std::move(policy)) {}

  Policy policy_{};
};

}  // namespace counterfoil
