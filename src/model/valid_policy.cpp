#include "counterfoil/model/valid_policy.hpp"

#include <new>

#include "base/field_path.hpp"
#include "base/out_of_memory.hpp"
#include "model/policy_field.hpp"
#include "model/policy_rule.hpp"

namespace counterfoil {

Result<void> check_policy(const Policy& policy, std::string_view path) {
  for (const PolicyField& field : policy_fields()) {
    if (is_allowed(field, policy)) continue;
    return Error(errc::invalid_policy, path_of(path, field.path) + ": expected " + allowed_values(field) +
                                           ", not " + value_text(field, policy));
  }
  for (const PolicyRule& rule : policy_rules()) {
    if (rule.holds(policy)) continue;
    const std::string amount = rule.amount == nullptr ? "" : ", which is " + rule.amount(policy);
    return Error(errc::invalid_policy, path_of(path, rule.path) + ": expected " + std::string(rule.expected) +
                                           amount + ", not " +
                                           value_text(*find_policy_field(rule.path), policy) + ", because " +
                                           std::string(rule.reason));
  }
  return {};
}

Result<ValidPolicy> ValidPolicy::check(Policy policy) {
  try {
    if (auto checked = check_policy(policy, {}); !checked) return std::move(checked).error();
    return ValidPolicy(std::move(policy));
  } catch (const std::bad_alloc&) {
    return detail::out_of_memory();
  }
}

ValidPolicy ValidPolicy::nist_800_63b_4() {
  Policy policy;
  policy.number_matching.digits = 6;
  policy.method_failures.disabled_at = 100;
  policy.recovery_codes.disabled_at = 100;
  policy.recovery_codes.bits = 112;
  policy.known_browsers.stands_for_second_factor.reset();
  policy.access_pass.longest = std::chrono::hours(1);
  return ValidPolicy(std::move(policy));
}

}  // namespace counterfoil
