#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/otp/hotp.hpp"
#include "counterfoil/otp/totp.hpp"

namespace counterfoil {

// The URI by which a secret for one-time codes gets into an authenticator app, mostly as a QR code
// (the "Key Uri Format" that all apps share; RFC 3986 for its syntax):
//
//   otpauth://TYPE/LABEL?secret=…&issuer=…&algorithm=…&digits=…&period=…
//   LABEL = account / issuer ":" account

/// The longest URI that is read, in bytes. What is written is never longer, and fits a QR code.
inline constexpr std::size_t max_otpauth_uri_size = 2048;
/// The longest issuer, in bytes of UTF-8.
inline constexpr std::size_t max_otpauth_issuer_size = 128;
/// The longest account name, in bytes of UTF-8.
inline constexpr std::size_t max_otpauth_account_size = 256;

/// How the codes of a `hotp` URI are made, and the counter of the first.
struct HotpStart {
  OtpParameters parameters{};
  std::uint64_t counter = 0;  ///< At most max_hotp_counter.

  friend bool operator==(const HotpStart&, const HotpStart&) = default;
};

/// What an otpauth URI says.
///
/// Thread safety: as a plain value.
struct OtpauthUri {
  std::string issuer{};   ///< Who the account is with; may be empty.
  std::string account{};  ///< Whose it is, as the app shows it.
  SecretBytes secret{};
  std::variant<TotpParameters, HotpStart> codes{};  ///< `totp` or `hotp`.

  friend bool operator==(const OtpauthUri&, const OtpauthUri&) = default;
};

/// What parse_otpauth_uri() may let pass.
struct OtpauthParsing {
  /// Secrets under min_otp_secret_size (RFC 4226 section 4, R6), for imports from elsewhere.
  bool allow_short_secret = false;
};

/// Writes an otpauth URI. Every parameter is written, also where it is the default, because apps disagree on
/// defaults; the issuer stands before the account and as a parameter. The text is as secret as the secret.
///
/// Issuer and account are UTF-8 without control characters, without the characters that override the direction
/// of text (U+202A–U+202E, U+2066–U+2069), without a colon, which separates the two, and without a space at an
/// end; the account is not empty. A secret of 1 to max_otp_secret_size bytes is written; that it is long enough is
/// checked where it is made or read.
///
/// @return the URI, in ASCII; errc::invalid_argument naming the field and what is expected, errc::invalid_utf8,
///         errc::too_long, errc::invalid_key for the secret, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> write_otpauth_uri(const OtpauthUri& uri);

/// Reads an otpauth URI, strictly:
///
/// - Scheme and type are read in any case, everything else exactly. Type is `totp` or `hotp`.
/// - Every character is one that RFC 3986 allows there; percent-encoding is two hexadecimal digits, never `%00`,
///   and gives well-formed UTF-8. A plus is a plus. There is no user, port, further path, or fragment.
/// - Label: what write_otpauth_uri() would write. The first colon, plain or `%3A`, separates issuer and account;
///   spaces after it are dropped. A second colon is refused.
/// - Issuer: before the account, as a parameter, or both, and then both are the same byte for byte.
/// - Each parameter at most once, whatever its case. `secret` is required: as decode_base32() reads it, 1 to
///   max_otp_secret_size bytes. `algorithm` is SHA1, SHA256 or SHA512 (default SHA1); `digits` 6 to 8 (6);
///   `period`, of totp only, 15 to 300 (30); `counter`, of hotp only and required there, 0 to 2^63 - 1. Numbers are
///   decimal digits without sign or leading zero. Parameters of other names are checked as text and ignored.
///
/// @param text  at most max_otpauth_uri_size bytes.
/// @return what it says; errc::invalid_uri naming the part and what is expected, errc::too_long,
///         errc::invalid_utf8 (label or issuer), errc::invalid_encoding (base32), errc::invalid_key (a secret too
///         short or long), errc::out_of_memory. No message repeats a part of the URI. Thread-safe.
COUNTERFOIL_API Result<OtpauthUri> parse_otpauth_uri(std::string_view text,
                                                     const OtpauthParsing& parsing = {});

}  // namespace counterfoil
