#pragma once

#include <cstdint>
#include <memory>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// Memory outside the database: remembers the highest version of each account, so that a row and its journal
/// rolled back together are found. Called from several threads at once.
class COUNTERFOIL_API Witness {
 public:
  Witness() = default;
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  virtual ~Witness();

  /// Notes that `version` was committed. A lower one than noted before changes nothing.
  virtual Result<void> note(const TenantId& tenant, const AccountId& account, std::uint64_t version) = 0;
  /// The highest version noted; 0 when none was.
  virtual Result<std::uint64_t> highest(const TenantId& tenant, const AccountId& account) = 0;
};

/// A witness for one process: finds what is older than this process has seen. Bounded: keeps the newest
/// `capacity` accounts. Thread-safe.
COUNTERFOIL_API std::shared_ptr<Witness> process_witness(std::size_t capacity = 1'000'000);

}  // namespace counterfoil
