#pragma once

#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/model/tenant.hpp"

namespace counterfoil {

/// Reads the settings of a tenant:
///
/// ```json
/// {
///   "id": "example", "issuer": "University of Example", "language": "en",
///   "policy": { "preset": "recommended" },
///   "realms": [
///     { "domain": "example.ac.uk", "display_name": "Staff" },
///     { "domain": "student.example.ac.uk", "display_name": "Students",
///       "policy": { "first_registration": { "rule": "access_pass" } } }
///   ],
///   "default_realm": "example.ac.uk"
/// }
/// ```
///
/// `id` and `issuer` are required. The policy of a realm is the tenant's with the fields that the realm has, and
/// is checked as a whole. Thread-safe.
///
/// @param json  at most max_policy_json_size bytes.
/// @return errc::invalid_policy as of parse_policy() and TenantSettings::make(); the message has the path.
///         errc::provider_failed when ICU's data is not there, errc::out_of_memory.
COUNTERFOIL_API Result<TenantSettings> parse_tenant(std::string_view json);

}  // namespace counterfoil
