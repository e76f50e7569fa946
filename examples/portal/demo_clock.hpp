#pragma once

#include <atomic>
#include <memory>

#include "counterfoil/counterfoil.hpp"
#include "http/message.hpp"

namespace portal {

/// The system's clock, which a test moves ahead instead of waiting.
class DemoClock : public counterfoil::Clock {
 public:
  counterfoil::Result<counterfoil::Timestamp> now() override;
  void advance(counterfoil::Duration by) { ahead_ += by.count(); }

 private:
  std::shared_ptr<counterfoil::Clock> system_ = counterfoil::system_clock();
  std::atomic<std::int64_t> ahead_ = 0;
};

/// Adds `POST /demo/clock` with seconds as the body to a site.
Handler with_clock(Handler site, std::shared_ptr<DemoClock> clock);

}  // namespace portal
