#pragma once

#include <cstdint>
#include <vector>

#include "counterfoil/base/time.hpp"
#include "model/stored_ledger.hpp"

namespace counterfoil {

/// Password failures of all names that share 24 bits of a keyed digest; alike for known and unknown names.
struct GuardDocument {
  StoredLedger ledger;
  /// 20-bit keyed digests of the last three wrong passwords: a repeat is verified, but not charged again.
  std::vector<std::uint32_t> recent_wrong;
  Timestamp last_failure;
  UnknownFields unknown;

  friend bool operator==(const GuardDocument&, const GuardDocument&) = default;
};

/// A counter over fixed windows.
struct MeterDocument {
  std::int64_t window = 0;  ///< Index of the window since 1970.
  std::uint64_t count = 0;
  UnknownFields unknown;

  friend bool operator==(const MeterDocument&, const MeterDocument&) = default;
};

}  // namespace counterfoil
