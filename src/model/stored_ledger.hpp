#pragma once

#include <string>

#include "model/ledger.hpp"
#include "model/rolling_count.hpp"

namespace counterfoil {

/// Protobuf fields of a newer version, kept byte by byte so that they survive a rolling upgrade.
using UnknownFields = std::string;

/// A ledger as it is stored.
struct StoredLedger : Ledger {
  UnknownFields unknown{};

  using Ledger::operator=;

  friend bool operator==(const StoredLedger&, const StoredLedger&) = default;
};

/// A rolling count as it is stored.
struct StoredCount : RollingCount {
  UnknownFields unknown{};

  friend bool operator==(const StoredCount&, const StoredCount&) = default;
};

}  // namespace counterfoil
