#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/error.hpp"
#include "counterfoil/base/time.hpp"

namespace counterfoil::protocol {

/// Why the server did not do what a device asked, as far as the device may know.
enum class Refusal : std::uint8_t {
  malformed,       ///< The message cannot be read, or is for another endpoint. An update of the app may help.
  clock_off,       ///< Its time is more than 60 s off; the reply tells the right one.
  unknown_device,  ///< No such device here, or the signature is not its own: the two are not told apart.
  counter_used,    ///< The counter is not above the highest one seen; the inbox tells that.
  registration_over,   ///< The code is used, expired or unknown.
  already_registered,  ///< Another phone has registered with this code.
  request_over,        ///< The request expired, was withdrawn, or is unknown.
  answered_already,    ///< The request has its answer.
  wrong_number,        ///< Not the number on the screen. The request is over.
  throttled,           ///< Too many; `retry_after` says when to try again.
  suspended,           ///< The account or this device is suspended.
  unavailable,         ///< The server could not decide. Nothing was changed, or it is not known; try again.
};

inline constexpr std::array<Refusal, 12> all_refusals = {
    Refusal::malformed,    Refusal::clock_off,         Refusal::unknown_device,
    Refusal::counter_used, Refusal::registration_over, Refusal::already_registered,
    Refusal::request_over, Refusal::answered_already,  Refusal::wrong_number,
    Refusal::throttled,    Refusal::suspended,         Refusal::unavailable};

/// The name in replies, as written above. Thread-safe.
COUNTERFOIL_API std::string_view name_of(Refusal refusal) noexcept;

/// One English sentence for the person with the phone. Thread-safe.
COUNTERFOIL_API std::string_view sentence_of(Refusal refusal) noexcept;

/// A refusal as it is sent.
struct Refused {
  Refusal reason = Refusal::unavailable;
  std::optional<Duration> retry_after{};  ///< Sent in whole seconds, rounded up.

  friend bool operator==(const Refused&, const Refused&) = default;
};

/// What a device may know of an error. An invalid signature is an unknown device, and whatever failed in the
/// environment is "unavailable".
///
///   invalid_message, too_long, other errors of the caller → malformed
///   clock_skewed → clock_off                signature_mismatch, not_found, revoked → unknown_device
///   code_replayed → counter_used            expired → request_over
///   already_exists → already_registered     wrong_state → answered_already
///   code_mismatch → wrong_number            throttled, limit_reached → throttled
///   suspended, not_allowed → suspended      every other → unavailable
///
/// Where an error means something else in its place, as errc::expired of a registration, make a Refused by hand.
/// Thread-safe.
COUNTERFOIL_API Refused refused(const Error& error) noexcept;

/// What the phone's side makes of a refusal: the error by the table above, read backwards (registration_over and
/// request_over are errc::expired, unknown_device errc::revoked, malformed errc::invalid_message, unavailable
/// errc::provider_failed), with the sentence. Throws std::bad_alloc only. Thread-safe.
COUNTERFOIL_API Error error_of(const Refused& refused);

}  // namespace counterfoil::protocol
