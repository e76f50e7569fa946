#include "model/ledger.hpp"

#include <algorithm>
#include <limits>

namespace counterfoil {

namespace {

/// How far `later` lies after `now`, at most `most`; it does lie after it.
Duration ahead_at_most(Timestamp later, Timestamp now, Duration most) noexcept {
  const auto difference = static_cast<std::uint64_t>(later.time_since_epoch().count()) -
                          static_cast<std::uint64_t>(now.time_since_epoch().count());
  if (difference >= static_cast<std::uint64_t>(most.count())) return most;
  return Duration(static_cast<std::int64_t>(difference));
}

}  // namespace

std::optional<Duration> pause_of(const Ledger& ledger, Duration longest, Timestamp now) noexcept {
  if (!ledger.paused_until || *ledger.paused_until <= now) return std::nullopt;
  return ahead_at_most(*ledger.paused_until, now, longest);
}

std::optional<Duration> retry_after(const Ledger& ledger, const Pauses& pauses, const Caps& caps,
                                    std::uint32_t candidates, Timestamp now) noexcept {
  const auto pause = pause_of(ledger, pauses.longest, now);
  const auto capped = ledger.failures.retry_after(caps, candidates, now);
  if (!pause || !capped) return pause ? pause : capped;
  return std::max(*pause, *capped);
}

Duration pause_after(const Pauses& pauses, std::uint32_t in_a_row) noexcept {
  if (in_a_row < pauses.after) return Duration::zero();
  Duration pause = std::min(pauses.first, pauses.longest);
  if (pause <= Duration::zero()) return Duration::zero();
  for (std::uint32_t more = in_a_row - pauses.after; more > 0 && pause < pauses.longest; --more) {
    pause = pause > pauses.longest / 2 ? pauses.longest : pause * 2;
  }
  return pause;
}

void charge(Ledger& ledger, const Pauses& pauses, std::uint32_t candidates, Timestamp now) {
  if (ledger.in_a_row < std::numeric_limits<std::uint32_t>::max()) ++ledger.in_a_row;
  if (candidates > 0) ledger.failures.add(candidates, now);
  const Duration left = pause_of(ledger, pauses.longest, now).value_or(Duration::zero());
  const Duration pause = std::max(left, pause_after(pauses, ledger.in_a_row));
  ledger.paused_until.reset();
  if (pause > Duration::zero()) ledger.paused_until = now + pause;
}

void clear_in_a_row(Ledger& ledger) noexcept {
  ledger.in_a_row = 0;
  ledger.paused_until.reset();
}

bool bring_back(Ledger& ledger, Duration longest, Timestamp now) {
  bool moved = ledger.failures.bring_back(now);
  if (const auto pause = pause_of(ledger, longest, now); pause && *ledger.paused_until != now + *pause) {
    ledger.paused_until = now + *pause;
    moved = true;
  }
  return moved;
}

Pauses pauses_of(const MethodFailureRules& rules) noexcept {
  return {rules.pause_after, rules.first_pause, rules.longest_pause};
}

Pauses pauses_of(const GuardRules& rules) noexcept {
  return {rules.pause_after, rules.first_pause, rules.longest_pause};
}

Pauses pauses_of(const PromptRules& rules) noexcept {
  return {rules.unanswered_before_pause, rules.first_pause, rules.longest_pause};
}

Caps caps_of(const MethodFailureRules& rules) noexcept {
  return {rules.per_day, rules.per_30_days};
}

Caps strangers_caps_of(const AccountFailureRules& rules) noexcept {
  return {rules.per_day, rules.per_30_days};
}

Caps known_browsers_caps_of(const AccountFailureRules& rules) noexcept {
  return {std::nullopt, rules.known_browsers_per_30_days};
}

}  // namespace counterfoil
