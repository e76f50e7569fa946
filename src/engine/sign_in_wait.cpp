#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "counterfoil/engine/sign_in.hpp"
#include "engine/engine_core.hpp"
#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr Duration longest_wait = std::chrono::minutes(10);

/// Rings when the store changed. Outlives the waiting call, since a notification may be on its way.
class Bell {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    heard_.notify_all();
  }

  /// Waits until it rings, or until then.
  void wait_until(SteadyTime then) {
    std::unique_lock lock(mutex_);
    heard_.wait_until(lock, then, [&] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable heard_;
  bool rung_ = false;
};

}  // namespace

Result<PromptView> SignIn::wait(const TenantId& tenant, const Ticket& ticket, const SessionBinding& session,
                                Duration at_most) {
  if (at_most < Duration::zero() || at_most > longest_wait)
    return Error(errc::invalid_argument, "wait: expected 0 to 10 minutes");
  const SteadyTime deadline = std::chrono::steady_clock::now() + at_most;
  const auto bell = std::make_shared<Bell>();
  // Before the first look, so that no change in between is missed.
  const auto subscription =
      guarded_call("store", [&] { return core_->store().on_change([bell] { bell->ring(); }); });
  if (!subscription) return subscription.error();
  for (;;) {
    auto view = poll(tenant, ticket, session);
    if (!view || view->state != PromptState::waiting) return view;
    const SteadyTime now = std::chrono::steady_clock::now();
    if (now >= deadline) return view;
    // The request's own end is by the engine's clock, which a look tells.
    bell->wait_until(std::min(deadline, now + std::chrono::seconds(1)));
  }
}

}  // namespace counterfoil
