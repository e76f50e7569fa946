#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "counterfoil/base/time.hpp"

namespace counterfoil::simulation {

/// What a lane's guesses may cost, from the policy.
struct GuessLimits {
  std::uint32_t pause_after = 0;  ///< Failures in a row; 0: no pause.
  Duration first_pause{};
  Duration longest_pause{};
  std::optional<std::uint32_t> per_day{};
  std::optional<std::uint32_t> per_30_days{};
};

/// The guesses that were looked at, as their answers told: counted without the engine's own ledgers. Where it cannot
/// know (a process was killed), it counts less than the engine.
class GuessHistory {
 public:
  /// An answer told whether a proof was right. @return the limit that it broke, or nothing.
  std::string_view looked_at(Timestamp now, const GuessLimits& limits);
  /// It was wrong: it counts from now on.
  void failed(Timestamp now, const GuessLimits& limits);
  void succeeded() noexcept;
  /// The clock may have gone back: what lies ahead counts as of now, as it does in the engine.
  void bring_back(Timestamp now, const GuessLimits& limits);
  void clear() { *this = {}; }
  std::optional<Timestamp> last() const {
    return times_.empty() ? std::nullopt : std::optional(times_.back());
  }

 private:
  std::uint32_t in_a_row_ = 0;
  std::optional<Timestamp> paused_until_{};
  std::deque<Timestamp> times_{};
};

}  // namespace counterfoil::simulation
