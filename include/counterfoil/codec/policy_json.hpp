#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/model/valid_policy.hpp"

namespace counterfoil {

// Policies as JSON. Each field stands under its name in the struct: `{"guard": {"pause_after": 10}}`. A
// duration is a whole number and a unit: `"500ms"`, `"30s"`, `"10m"`, `"24h"`, `"180d"`. Where a field may be
// none, that is `null`. docs/policy.md lists every field with its range, default and source, and every rule
// between fields. All functions are thread-safe.

/// The largest JSON text taken, in bytes.
inline constexpr std::size_t max_policy_json_size = std::size_t{1} << 20;

/// Reads a policy: `"preset"` (`recommended` when it is left out, or `nist_800_63b_4`), then the fields that
/// differ from it. A preset is where to start, not a promise: fields may weaken it within their ranges.
///
/// @param json  at most max_policy_json_size bytes.
/// @return errc::invalid_policy when `json` is not JSON (the message has line and column), has a field that
///         does not exist, one twice, or one of a wrong type, or is refused by ValidPolicy::check(); the
///         message has the path, what is allowed, and the value. errc::out_of_memory.
COUNTERFOIL_API Result<ValidPolicy> parse_policy(std::string_view json);

/// `base` with the fields that `json` has; otherwise as parse_policy(), but without `"preset"`. What does not
/// stand in `json` stays; a list is replaced as a whole.
COUNTERFOIL_API Result<ValidPolicy> overlay_policy(const ValidPolicy& base, std::string_view json);

/// Every field, readable by parse_policy(), which gives this policy again.
/// @return the text, or errc::out_of_memory.
COUNTERFOIL_API Result<std::string> write_policy(const ValidPolicy& policy);

}  // namespace counterfoil
