#include "counterfoil/provider/clock.hpp"

namespace counterfoil {

Clock::~Clock() = default;

namespace {

class SystemClock final : public Clock {
 public:
  Result<Timestamp> now() override {
    const auto time = std::chrono::floor<Duration>(std::chrono::system_clock::now());
    if (time.time_since_epoch() < Duration::zero()) {
      return Error(errc::clock_failed, "clock: the system's time is before 1970");
    }
    return time;
  }
};

}  // namespace

std::shared_ptr<Clock> system_clock() {
  return std::make_shared<SystemClock>();
}

}  // namespace counterfoil
