#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/otp/otp_parameters.hpp"

namespace counterfoil {

// Time-based one-time codes (RFC 6238). A step is a period of time, counted from T0 = 1970-01-01T00:00:00Z,
// which is the only T0 there is, since otpauth URIs have no other; it is a 64-bit number. All functions are
// thread-safe.

/// How a time-based code is made: the parameters of the code and the length of a step. Never invalid.
///
/// Thread safety: as a plain value.
class COUNTERFOIL_API TotpParameters {
 public:
  /// Shorter, and nobody could read and type the code in time.
  static constexpr std::chrono::seconds min_period{15};
  /// Longer, and a code seen over a shoulder is good for too long. NIST SP 800-63B-4 section 3.1.4 asks for
  /// at most 2 minutes; the rest is for tokens that exist.
  static constexpr std::chrono::seconds max_period{300};

  /// SHA-1, 6 digits and 30 seconds.
  constexpr TotpParameters() noexcept = default;

  /// @param period  min_period to max_period.
  /// @return errc::invalid_argument for another period.
  static Result<TotpParameters> make(const OtpParameters& code, std::chrono::seconds period);

  constexpr const OtpParameters& code() const noexcept { return code_; }
  constexpr std::chrono::seconds period() const noexcept { return period_; }

  friend bool operator==(const TotpParameters&, const TotpParameters&) = default;

 private:
  constexpr TotpParameters(const OtpParameters& code, std::chrono::seconds period) noexcept
      : code_(code), period_(period) {}

  OtpParameters code_{};
  std::chrono::seconds period_{30};
};

/// Which steps a code may belong to. Never invalid.
///
/// Thread safety: as a plain value.
class COUNTERFOIL_API TotpWindow {
 public:
  /// The most steps back, and the most ahead.
  static constexpr unsigned max_reach = 3;
  /// The furthest that a drift limit can be, in steps.
  static constexpr unsigned max_drift_limit = 60;

  /// One step back, one ahead, and a drift of at most 4 steps (two minutes of 30-second steps).
  constexpr TotpWindow() noexcept = default;

  /// @param back  steps before the expected one, 0 to max_reach: the code was typed late (RFC 6238
  /// section 5.2).
  /// @param ahead  steps after it, 0 to max_reach: the device's clock is fast (section 6).
  /// @param drift_limit  how far an accepted step may be from the present one, either way, however the drift
  ///        came about (section 6): from the greater of `back` and `ahead` to max_drift_limit.
  /// @return errc::invalid_argument.
  static Result<TotpWindow> make(unsigned back, unsigned ahead, unsigned drift_limit);

  constexpr unsigned back() const noexcept { return back_; }
  constexpr unsigned ahead() const noexcept { return ahead_; }
  constexpr unsigned drift_limit() const noexcept { return drift_limit_; }

  friend bool operator==(const TotpWindow&, const TotpWindow&) = default;

 private:
  constexpr TotpWindow(unsigned back, unsigned ahead, unsigned drift_limit) noexcept
      : back_(back), ahead_(ahead), drift_limit_(drift_limit) {}

  unsigned back_ = 1;
  unsigned ahead_ = 1;
  unsigned drift_limit_ = 4;
};

/// The step that `now` lies in. @return errc::clock_failed when `now` is before T0.
COUNTERFOIL_API Result<std::int64_t> totp_step(const TotpParameters& parameters, Timestamp now);

/// The code of the step that `now` lies in (RFC 6238 section 4).
///
/// @return as many ASCII digits as the parameters say, leading zeros included; errc::clock_failed when `now` is
///         before T0, errc::invalid_key for a secret of a wrong length, errc::out_of_memory.
COUNTERFOIL_API Result<std::string> generate_totp(const SecretBytes& secret, const TotpParameters& parameters,
                                                  Timestamp now);

/// What a time-based code is verified against.
struct TotpCheck {
  Timestamp now{};
  std::optional<std::int64_t> last_accepted_step{};  ///< The floor: nothing at or below it is accepted.
  int drift = 0;  ///< Remembered from the last acceptance: the device's step less the step of its time.
  TotpWindow window{};
};

/// What to remember when a code was accepted.
struct TotpAcceptance {
  std::int64_t step = 0;  ///< The new floor.
  int drift = 0;          ///< The device's drift, in steps, within the limit of the window.

  friend bool operator==(const TotpAcceptance&, const TotpAcceptance&) = default;
};

/// Verifies a code against the steps [s - back, s + ahead], where s is the present step plus the remembered
/// drift.
///
/// A step at or below the last accepted one is refused (RFC 6238 section 5.2), and with it every step that
/// went before: a code is good once, whatever the clock does. If, once in a million, the code belongs to
/// several steps, the last counts, so that the same code is not accepted again. Takes the same time whichever
/// step matches and whether one does. A try that fails is charged alike, whatever the reason:
/// errc::code_replayed and errc::drift_exceeded too tell that the code was once right.
///
/// @param code  exactly as many ASCII digits as the parameters say; leading zeros are significant. Nothing is
///        trimmed here: spaces that a person typed are removed where the text comes in.
/// @return the accepted step and the drift, both to be stored in the same commit as the acceptance; or
///         - errc::code_mismatch: the code belongs to none of the steps;
///         - errc::code_replayed: it belongs to a step at or below the last accepted one;
///         - errc::drift_exceeded: it belongs to a step further from the present one than the drift limit, or the
///           remembered drift is beyond the limit already. The device has to be registered again;
///         - errc::clock_failed: `now` is before T0, or the last accepted step is further ahead of it than any
///           that could have been accepted: the clock was set back;
///         - errc::invalid_argument for a text that is no such code, errc::invalid_key for a secret of a wrong
///           length, errc::out_of_memory.
COUNTERFOIL_API Result<TotpAcceptance> verify_totp(const SecretBytes& secret,
                                                   const TotpParameters& parameters, std::string_view code,
                                                   const TotpCheck& check);

}  // namespace counterfoil
