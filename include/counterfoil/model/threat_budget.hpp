#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "counterfoil/base/time.hpp"
#include "counterfoil/model/policy.hpp"

namespace counterfoil {

// What the numbers of a policy let an attacker do. Everything is an upper bound, rounded up, and follows from the
// policy alone; docs/threat-budget.md explains each step and what is assumed. All of it are plain values.

/// A chance, in parts of 10^12.
struct Chance {
  static constexpr std::uint64_t certain = 1'000'000'000'000;

  std::uint64_t parts = 0;  ///< At most `certain`.

  /// Of a million, rounded up.
  constexpr std::uint64_t per_million() const noexcept { return (parts + 999'999) / 1'000'000; }

  friend constexpr auto operator<=>(const Chance&, const Chance&) = default;
};

/// What somebody who has the password can do in a year of 365 days at one way.
struct GuessingRisk {
  /// What the caps or the pauses leave. A guess is one try, whatever the number of steps it is compared with; at a
  /// token by counter each counter of the look-ahead is one.
  std::uint64_t guesses = 0;
  Chance each{};    ///< That one guess is right.
  Chance yearly{};  ///< That one of them is.
};

/// How long a stranger can keep the owner from signing in: the longest that one errc::throttled asks to wait. Who
/// keeps at it can begin the next wait when one is over. None: until the method is registered again, for the policy
/// disables it.
struct KeptOut {
  /// Without the password: from typing the password in a browser that is not known.
  Duration password{};
  /// With the password: from codes that are typed, and from prompts, in a browser that is not known. A changed
  /// password ends it.
  std::optional<Duration> second_factor{};
  /// With the password: from prompts by denied and unanswered ones alone.
  Duration prompt{};
  /// With the password: from recovery codes.
  std::optional<Duration> recovery_code{};
  /// With the password: from a browser that the account knows. Zero: never.
  std::optional<Duration> known_browser{};
};

/// The threat budget of a policy: Policy::threat_budget().
struct ThreatBudget {
  // Each way by itself; all zero for one that the policy does not allow.
  GuessingRisk totp{};           ///< Codes of a code app, and of an authenticator app that is offline.
  GuessingRisk hotp{};           ///< Codes of a token by counter.
  GuessingRisk sent_code{};      ///< Codes by SMS, voice or e-mail.
  GuessingRisk recovery_code{};  ///< A whole list of them.
  GuessingRisk access_pass{};    ///< Issued by the service desk.

  /// That a person who types just any number approves somebody else's sign-in. It is not the attacker who guesses,
  /// so this is no part of the sums.
  Chance blind_approval{};
  std::uint32_t prompts_per_day = 0;  ///< Without an approval in between.

  /// That somebody who has the password guesses a second factor within a year, in all: the caps are shared by the
  /// ways. This is what ThreatRules limits.
  Chance takeover{};
  /// The same for somebody who also has the token of a known browser.
  Chance takeover_with_known_browser{};

  KeptOut kept_out{};
};

}  // namespace counterfoil
