#include "simulation/guess_history.hpp"

#include <algorithm>

namespace counterfoil::simulation {

namespace {

constexpr Duration day = std::chrono::hours(24);

}  // namespace

void GuessHistory::bring_back(Timestamp now, const GuessLimits& limits) {
  for (Timestamp& time : times_) time = std::min(time, now);
  if (paused_until_) paused_until_ = std::min(*paused_until_, now + limits.longest_pause);
}

std::string_view GuessHistory::looked_at(Timestamp now, const GuessLimits& limits) {
  bring_back(now, limits);
  const auto within = [&](Duration window) {
    return std::count_if(times_.begin(), times_.end(), [&](Timestamp time) { return now - time < window; });
  };
  if (paused_until_ && now < *paused_until_) return "looked at during a pause";
  if (limits.per_day && within(day) >= *limits.per_day) return "more in a day than the policy allows";
  if (limits.per_30_days && within(30 * day) >= *limits.per_30_days) {
    return "more in 30 days than the policy allows";
  }
  return {};
}

void GuessHistory::failed(Timestamp now, const GuessLimits& limits) {
  std::erase_if(times_, [&](Timestamp time) { return now - time >= 30 * day; });
  times_.push_back(now);
  ++in_a_row_;
  paused_until_.reset();
  if (limits.pause_after == 0 || in_a_row_ < limits.pause_after) return;
  Duration pause = limits.first_pause;
  for (std::uint32_t i = limits.pause_after; i < in_a_row_; ++i) {
    pause = std::min(2 * pause, limits.longest_pause);
  }
  paused_until_ = now + pause;
}

void GuessHistory::succeeded() noexcept {
  in_a_row_ = 0;
  paused_until_.reset();
}

}  // namespace counterfoil::simulation
