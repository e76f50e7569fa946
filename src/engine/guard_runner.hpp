#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/account_runner.hpp"
#include "model/guard_document.hpp"

namespace counterfoil {

/// Which guard or meter.
struct GuardKey {
  const TenantId& tenant;
  std::string name;
  const Policy& policy;
};

/// A guard as it was loaded; a name without failures has the empty one.
struct GuardReading {
  GuardDocument document;
  std::uint64_t version = 0;
  Timestamp now;
};

/// The count of a meter's present window.
struct MeterReading {
  std::uint64_t count = 0;
  Timestamp now;
};

/// Loads and changes guards and meters. They have no journal: after a conflict or a lost reply the change is
/// made again from a fresh load, so that a failure may count twice, never zero times. Thread-safe.
class GuardRunner {
 public:
  explicit GuardRunner(RunnerProviders providers);

  Result<GuardReading> read(const GuardKey& key);

  /// Changes the guard.
  /// @param read  what was read before, to save a load; none: it is loaded.
  /// @param change  may be called several times. @return errc::deadline_exceeded or an environment error.
  Result<void> change(const GuardKey& key, std::optional<GuardReading> read,
                      const std::function<void(GuardDocument&, Timestamp)>& change);

  /// Adds to a counter over fixed windows.
  Result<MeterReading> add_to_meter(const GuardKey& key, Duration window, std::uint64_t count);

 private:
  struct Loaded {
    Bytes bytes;
    std::uint64_t version = 0;
    Timestamp now;
  };

  Result<Loaded> load(const RowKey& key);
  /// @return whether it was stored; not when another writer came first or nobody knows.
  Result<bool> store(const RowKey& key, std::uint64_t version, ByteView bytes, Timestamp expires);

  RunnerProviders providers_;
};

}  // namespace counterfoil
