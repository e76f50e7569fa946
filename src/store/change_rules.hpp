#pragma once

#include "counterfoil/provider/store.hpp"

namespace counterfoil {

/// What every store checks before it looks at its data. @return errc::invalid_argument that names the member.
Result<void> check(const RowKey& key);
Result<void> check(const LookupKey& key);
Result<void> check(const Change& change);
/// A lease is longer than nothing.
Result<void> check_lease(Duration lease);

}  // namespace counterfoil
