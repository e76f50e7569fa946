#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "counterfoil/base/time.hpp"

namespace counterfoil {

/// How many failures are allowed in a window; none: any number.
struct Caps {
  std::optional<std::uint32_t> per_day{};
  std::optional<std::uint32_t> per_30_days{};
};

/// How many failures there were in the last 24 hours, by the hour, and in the last 30 days, by the day.
///
/// Errs on the side of more: a failure counts until the end of its hour (day) is 24 hours (30 days) ago. A
/// clock that went back lowers no count: what lies ahead of `now` counts as of now. bring_back() makes that
/// lasting, so that a clock that was ahead for a while does not make counts eternal. Failures are kept one
/// day longer than they count, so that such a clock does not make them vanish either.
///
/// Bounded: at most max_hours and max_days buckets, whatever is added. Thread safety: as a plain value.
class RollingCount {
 public:
  /// The failures of one hour or day; `index` is the number of hours or days since 1970.
  struct Bucket {
    std::int64_t index = 0;
    std::uint32_t count = 0;

    friend bool operator==(const Bucket&, const Bucket&) = default;
  };

  static constexpr std::size_t max_hours = 49;
  static constexpr std::size_t max_days = 32;
  /// What retry_after() gives at most for each cap.
  static constexpr Duration longest_wait_by_day = std::chrono::hours(25);
  static constexpr Duration longest_wait_by_month = std::chrono::hours(31 * 24);

  RollingCount() = default;
  /// What was stored, in any order: sorted, merged, and bounded by leaving out the oldest.
  RollingCount(std::vector<Bucket> hours, std::vector<Bucket> days);

  /// Counts `failures` more as of `now`; drops what no longer counts. Counts end at 2^32−1.
  void add(std::uint32_t failures, Timestamp now);

  std::uint64_t last_day(Timestamp now) const noexcept;
  std::uint64_t last_30_days(Timestamp now) const noexcept;

  /// How long until `candidates` more keep within `caps`; none when they do now. A try of more candidates
  /// than a cap has gets the time until nothing counts, and then is refused again.
  std::optional<Duration> retry_after(const Caps& caps, std::uint32_t candidates,
                                      Timestamp now) const noexcept;

  /// Moves what lies ahead of `now` to now. @return whether anything did; then it has to be stored.
  bool bring_back(Timestamp now);

  /// For storing: ascending, each index once, no count zero.
  const std::vector<Bucket>& hours() const noexcept { return hours_; }
  const std::vector<Bucket>& days() const noexcept { return days_; }
  bool empty() const noexcept { return days_.empty(); }

  friend bool operator==(const RollingCount&, const RollingCount&) = default;

 private:
  std::vector<Bucket> hours_{};
  std::vector<Bucket> days_{};
};

}  // namespace counterfoil
