#pragma once

#include <cstdint>
#include <optional>

#include "counterfoil/base/time.hpp"
#include "counterfoil/model/policy.hpp"
#include "model/rolling_count.hpp"

namespace counterfoil {

/// When failures in a row pause, and for how long.
struct Pauses {
  std::uint32_t after = 10;  ///< Failures in a row; this one and each further one pauses.
  Duration first{};          ///< Doubles with each further one,
  Duration longest{};        ///< up to this.
};

/// The failure counts of one lane of a method or account, or of a guard. Thread safety: as a plain value.
///
/// Times are exact to the millisecond: a pause is over at its deadline. A deadline further ahead than the
/// longest pause counts as that, so that a clock that was ahead makes no pause eternal; bring_back() makes
/// that lasting.
struct Ledger {
  std::uint32_t in_a_row = 0;  ///< Tries that failed since the last success.
  std::optional<Timestamp> paused_until{};
  RollingCount failures{};  ///< Candidates tried; a success does not clear them.

  friend bool operator==(const Ledger&, const Ledger&) = default;
};

/// How long the pause of `ledger` still lasts at `now`, at most `longest`; none when it is over.
std::optional<Duration> pause_of(const Ledger& ledger, Duration longest, Timestamp now) noexcept;

/// How long until `candidates` more may be tried: the longer of the pause and what the caps ask. None: now.
std::optional<Duration> retry_after(const Ledger& ledger, const Pauses& pauses, const Caps& caps,
                                    std::uint32_t candidates, Timestamp now) noexcept;

/// Charges one failed try of `candidates` codes: one more in a row, the pause that follows from it, and the
/// candidates in the rolling count. A guard's try has no candidates.
void charge(Ledger& ledger, const Pauses& pauses, std::uint32_t candidates, Timestamp now);

/// What a success clears: failures in a row and the pause. The rolling count stays.
void clear_in_a_row(Ledger& ledger) noexcept;

/// Moves a deadline further ahead than `longest`, and failures ahead of `now`, to where they count.
///
/// A refusal for which this returns true has to be stored, although nothing was tried: otherwise the pause
/// would begin anew at each look.
/// @return whether anything moved.
bool bring_back(Ledger& ledger, Duration longest, Timestamp now);

/// The pause after the `in_a_row`th failure in a row; zero before `pauses.after`.
Duration pause_after(const Pauses& pauses, std::uint32_t in_a_row) noexcept;

// The rules of each ledger.
Pauses pauses_of(const MethodFailureRules& rules) noexcept;
Pauses pauses_of(const GuardRules& rules) noexcept;
Pauses pauses_of(const PromptRules& rules) noexcept;
Caps caps_of(const MethodFailureRules& rules) noexcept;
Caps strangers_caps_of(const AccountFailureRules& rules) noexcept;
Caps known_browsers_caps_of(const AccountFailureRules& rules) noexcept;

}  // namespace counterfoil
