#include "model/rolling_count.hpp"

#include <algorithm>
#include <limits>

namespace counterfoil {

namespace {

using Buckets = std::vector<RollingCount::Bucket>;

/// A window of `counted` whole units of `unit` before the current one.
struct Window {
  Duration unit;
  std::int64_t counted;
  std::int64_t kept;
  std::size_t max_buckets;
};

constexpr Window day{std::chrono::hours(1), 24, 48, RollingCount::max_hours};
constexpr Window thirty_days{std::chrono::hours(24), 30, 31, RollingCount::max_days};

static_assert(RollingCount::longest_wait_by_day == (day.counted + 1) * day.unit);
static_assert(RollingCount::longest_wait_by_month == (thirty_days.counted + 1) * thirty_days.unit);

std::int64_t index_of(const Window& window, Timestamp now) noexcept {
  const std::int64_t time = now.time_since_epoch().count();
  const std::int64_t unit = window.unit.count();
  return time / unit - (time % unit < 0 ? 1 : 0);
}

std::uint32_t saturated_sum(std::uint32_t left, std::uint32_t right) noexcept {
  constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
  return right > most - left ? most : left + right;
}

void normalise(Buckets& buckets, const Window& window) {
  std::sort(buckets.begin(), buckets.end(),
            [](const auto& left, const auto& right) { return left.index < right.index; });
  Buckets merged;
  for (const auto& bucket : buckets) {
    if (bucket.count == 0) continue;
    if (!merged.empty() && merged.back().index == bucket.index) {
      merged.back().count = saturated_sum(merged.back().count, bucket.count);
    } else {
      merged.push_back(bucket);
    }
  }
  if (merged.size() > window.max_buckets) {
    merged.erase(merged.begin(), merged.end() - static_cast<std::ptrdiff_t>(window.max_buckets));
  }
  buckets = std::move(merged);
}

bool bring_back(Buckets& buckets, const Window& window, Timestamp now) {
  const std::int64_t current = index_of(window, now);
  if (buckets.empty() || buckets.back().index <= current) return false;
  for (auto& bucket : buckets) bucket.index = std::min(bucket.index, current);
  normalise(buckets, window);
  return true;
}

void add(Buckets& buckets, const Window& window, std::uint32_t failures, Timestamp now) {
  bring_back(buckets, window, now);
  const std::int64_t current = index_of(window, now);
  std::erase_if(buckets, [&](const auto& bucket) { return bucket.index < current - window.kept; });
  buckets.push_back({current, failures});
  normalise(buckets, window);
}

std::uint64_t sum(const Buckets& buckets, const Window& window, Timestamp now) noexcept {
  const std::int64_t oldest = index_of(window, now) - window.counted;
  std::uint64_t total = 0;
  for (const auto& bucket : buckets) {
    if (bucket.index >= oldest) total += bucket.count;
  }
  return total;
}

Duration until_not_counted(std::int64_t index, const Window& window, Timestamp now) noexcept {
  const std::int64_t current = index_of(window, now);
  const std::int64_t ahead = std::min(index, current) + window.counted + 1 - current;
  const Duration remainder = now.time_since_epoch() % window.unit;
  const Duration since_unit_began = remainder < Duration::zero() ? remainder + window.unit : remainder;
  return ahead * window.unit - since_unit_began;
}

std::optional<Duration> retry_after(const Buckets& buckets, const Window& window,
                                    std::optional<std::uint32_t> cap, std::uint32_t candidates,
                                    Timestamp now) noexcept {
  if (!cap) return std::nullopt;
  std::uint64_t total = sum(buckets, window, now);
  if (total + candidates <= *cap) return std::nullopt;
  const std::int64_t oldest = index_of(window, now) - window.counted;
  Duration wait = window.unit;
  for (const auto& bucket : buckets) {
    if (bucket.index < oldest) continue;
    wait = until_not_counted(bucket.index, window, now);
    total -= bucket.count;
    if (total + candidates <= *cap) break;
  }
  return wait;
}

}  // namespace

RollingCount::RollingCount(std::vector<Bucket> hours, std::vector<Bucket> days)
    : hours_(std::move(hours)), days_(std::move(days)) {
  normalise(hours_, day);
  normalise(days_, thirty_days);
}

void RollingCount::add(std::uint32_t failures, Timestamp now) {
  counterfoil::add(hours_, day, failures, now);
  counterfoil::add(days_, thirty_days, failures, now);
}

std::uint64_t RollingCount::last_day(Timestamp now) const noexcept {
  return sum(hours_, day, now);
}

std::uint64_t RollingCount::last_30_days(Timestamp now) const noexcept {
  return sum(days_, thirty_days, now);
}

std::optional<Duration> RollingCount::retry_after(const Caps& caps, std::uint32_t candidates,
                                                  Timestamp now) const noexcept {
  const auto today = counterfoil::retry_after(hours_, day, caps.per_day, candidates, now);
  const auto this_month = counterfoil::retry_after(days_, thirty_days, caps.per_30_days, candidates, now);
  if (!today || !this_month) return today ? today : this_month;
  return std::max(*today, *this_month);
}

bool RollingCount::bring_back(Timestamp now) {
  const bool hours_moved = counterfoil::bring_back(hours_, day, now);
  const bool days_moved = counterfoil::bring_back(days_, thirty_days, now);
  return hours_moved || days_moved;
}

}  // namespace counterfoil
