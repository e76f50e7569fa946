#pragma once

#include <atomic>

#include "counterfoil/provider/clock.hpp"

namespace counterfoil::testing {

/// A clock that stands where it is put. Thread-safe.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Timestamp start = from_unix_seconds(1'800'000'000)) : now_(start) {}

  Result<Timestamp> now() override {
    if (failing_) return Error(errc::clock_failed, "clock: failed on purpose");
    return now_.load();
  }
  void set(Timestamp time) { now_ = time; }
  void advance(Duration by) { now_ = now_.load() + by; }
  void fail(bool failing = true) { failing_ = failing; }

 private:
  std::atomic<Timestamp> now_;
  std::atomic<bool> failing_{false};
};

}  // namespace counterfoil::testing
