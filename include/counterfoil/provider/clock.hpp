#pragma once

#include <memory>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/time.hpp"

namespace counterfoil {

/// Tells the time. A provider: no decision reads another clock, and none takes a time from a client.
///
/// Implementations are called from several threads at once.
class COUNTERFOIL_API Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock();

  /// The present time (UTC). @return errc::clock_failed; the operation that asked is refused.
  virtual Result<Timestamp> now() = 0;
};

/// The operating system's clock (CLOCK_REALTIME). A time before 1970 is errc::clock_failed. Thread-safe.
COUNTERFOIL_API std::shared_ptr<Clock> system_clock();

}  // namespace counterfoil
