#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/otp/otp_parameters.hpp"

namespace counterfoil {

// Counter-based one-time codes (RFC 4226). All functions are thread-safe. A secret has 1 to
// max_otp_secret_size bytes; that it has at least min_otp_secret_size is checked where secrets come in.

/// The greatest counter: it fits the signed 64-bit column of any database.
inline constexpr std::uint64_t max_hotp_counter =
    static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
/// The most counters beyond the expected one that verify_hotp() tries (RFC 4226 section 7.4).
inline constexpr unsigned max_hotp_look_ahead = 20;
/// The most counters beyond the expected one at which resynchronise_hotp() looks for the first of two codes.
inline constexpr unsigned max_hotp_resync_window = 1000;

/// The code of one counter (RFC 4226 section 5.3).
///
/// @param counter  at most max_hotp_counter.
/// @return as many ASCII digits as the parameters say, leading zeros included; errc::invalid_argument,
///         errc::invalid_key for a secret of a wrong length, errc::out_of_memory.
COUNTERFOIL_API Result<std::string> generate_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                                  std::uint64_t counter);

/// What a counter-based code is verified against.
struct HotpCheck {
  std::uint64_t counter =
      0;                    ///< The next expected: one more than the last accepted. At most max_hotp_counter.
  unsigned look_ahead = 4;  ///< How many counters beyond it are tried too: 0 to max_hotp_look_ahead.
};

/// Verifies a code against the expected counter and those of the look-ahead (RFC 4226 section 7.2).
///
/// The counter never goes back: a code before the expected counter is not accepted. If, once in a million,
/// the code belongs to several counters, the last counts, so that the same code is not accepted again. Takes
/// the same time whichever counter matches and whether one does. Who calls this counts 1 + look_ahead guesses
/// for a try that fails.
///
/// @param code  exactly as many ASCII digits as the parameters say. Nothing is trimmed here.
/// @return the counter that matched, one less than the next to expect; errc::code_mismatch; errc::code_replayed
///         when it is the code of the last counter before the expected; errc::invalid_argument for a text
///         that is no such code or a check out of range, errc::invalid_key, errc::out_of_memory.
COUNTERFOIL_API Result<std::uint64_t> verify_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                                  std::string_view code, const HotpCheck& check);

/// Two codes that a token showed one after the other.
struct HotpCodePair {
  std::string_view first;
  std::string_view second;
};

/// Where two successive codes are looked for.
struct HotpResync {
  std::uint64_t counter = 0;  ///< The next expected. At most max_hotp_counter.
  unsigned window = 50;       ///< How many counters beyond it the first may be: 1 to max_hotp_resync_window.
};

/// Finds a token whose counter ran away, by two successive codes (RFC 4226 section 7.4).
///
/// Never goes back, and takes the same time whether and where the two are found. A wrong pair is found by
/// chance once in 10^12 / window tries of 6 digits.
///
/// @return the counter of the second code, one less than the next to expect; otherwise errors as of verify_hotp(),
///         without errc::code_replayed.
COUNTERFOIL_API Result<std::uint64_t> resynchronise_hotp(const SecretBytes& secret,
                                                         const OtpParameters& parameters,
                                                         const HotpCodePair& codes, const HotpResync& resync);

}  // namespace counterfoil
