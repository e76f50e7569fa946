#pragma once

#include <span>
#include <string>
#include <string_view>

#include "counterfoil/base/result.hpp"
#include "counterfoil/model/policy.hpp"

namespace counterfoil {

/// A rule between fields of a policy.
struct PolicyRule {
  std::string_view path;      ///< The field that is named when the rule does not hold.
  std::string_view expected;  ///< What that field has to be.
  std::string_view reason;
  bool (*holds)(const Policy&);
  /// What the other numbers come to, for the error; null where they speak for themselves.
  std::string (*amount)(const Policy&) = nullptr;
};

/// Every rule between fields. They hold for numbers that lie in their ranges.
std::span<const PolicyRule> policy_rules() noexcept;

/// Checks every range, then every rule between fields.
///
/// @param path  where the policy stands, for the errors; may be empty.
/// @return errc::invalid_policy. Throws std::bad_alloc.
Result<void> check_policy(const Policy& policy, std::string_view path);

}  // namespace counterfoil
