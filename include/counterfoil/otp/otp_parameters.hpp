#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// The hash function under the HMAC of a one-time code (RFC 6238 section 1.2). SHA-1 is what every
/// authenticator app knows; what is known against it does not weaken HMAC.
enum class OtpAlgorithm : std::uint8_t { sha1 = 1, sha256 = 2, sha512 = 3 };

/// The name of the algorithm as otpauth URIs have it: `SHA1`, `SHA256`, `SHA512`. Thread-safe.
COUNTERFOIL_API std::string_view name_of(OtpAlgorithm algorithm) noexcept;

/// The algorithm of that name, which is in upper case. Thread-safe. @return errc::invalid_argument.
COUNTERFOIL_API Result<OtpAlgorithm> parse_otp_algorithm(std::string_view name);

/// How many bytes the HMAC has, which is also how long a secret should be (RFC 6238 section 3): 20, 32 or 64.
/// Thread-safe.
COUNTERFOIL_API std::size_t hmac_size(OtpAlgorithm algorithm) noexcept;

/// How a code is made from a secret and a counter: the algorithm and the number of digits. Never invalid.
///
/// Thread safety: as a plain value.
class COUNTERFOIL_API OtpParameters {
 public:
  /// RFC 4226 section 5.3, requirement R4.
  static constexpr unsigned min_digits = 6;
  /// RFC 6238 appendix B; an HMAC truncated to 31 bits does not fill a ninth.
  static constexpr unsigned max_digits = 8;

  /// SHA-1 and 6 digits.
  constexpr OtpParameters() noexcept = default;

  /// @param digits  min_digits to max_digits.
  /// @return errc::invalid_argument when the algorithm is none of the three, or for another number of digits.
  static Result<OtpParameters> make(OtpAlgorithm algorithm, unsigned digits);

  constexpr OtpAlgorithm algorithm() const noexcept { return algorithm_; }
  constexpr unsigned digits() const noexcept { return digits_; }

  friend bool operator==(const OtpParameters&, const OtpParameters&) = default;

 private:
  constexpr OtpParameters(OtpAlgorithm algorithm, unsigned digits) noexcept
      : algorithm_(algorithm), digits_(digits) {}

  OtpAlgorithm algorithm_ = OtpAlgorithm::sha1;
  unsigned digits_ = min_digits;
};

}  // namespace counterfoil
