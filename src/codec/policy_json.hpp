#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "counterfoil/base/result.hpp"
#include "counterfoil/model/valid_policy.hpp"
#include "model/policy_field.hpp"

namespace counterfoil {

/// A policy from the preset that `object` names and the fields that it has.
///
/// @param path  where `object` stands, for the errors; empty for the whole text.
/// @return errc::invalid_policy. Throws std::bad_alloc.
Result<ValidPolicy> read_policy(const nlohmann::json& object, std::string_view path);

/// `base` with the fields that `object` has; otherwise as read_policy().
Result<ValidPolicy> overlay_policy(const ValidPolicy& base, const nlohmann::json& object,
                                   std::string_view path);

/// Lays the fields of `object` over `policy`, each checked against its range, but not the rules between fields.
Result<void> lay_over(Policy& policy, const nlohmann::json& object, std::string_view path);

/// The value of one field.
nlohmann::ordered_json write_field(const PolicyField& field, const Policy& policy);

}  // namespace counterfoil
