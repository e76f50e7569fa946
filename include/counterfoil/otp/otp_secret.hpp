#pragma once

#include <cstddef>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/otp/otp_parameters.hpp"

namespace counterfoil {

/// The shortest secret that should be used, in bytes: 128 bits (RFC 4226 section 4, requirement R6).
inline constexpr std::size_t min_otp_secret_size = 16;
/// The longest secret that this library takes, in bytes: one block of SHA-512.
inline constexpr std::size_t max_otp_secret_size = 128;

/// A new random secret for one-time codes, as long as the HMAC of the algorithm (RFC 6238 section 3): 20, 32
/// or 64 bytes. Thread-safe, if the entropy is.
///
/// @return errc::entropy_failed, and no secret, when the source fails; errc::out_of_memory.
COUNTERFOIL_API Result<SecretBytes> new_otp_secret(OtpAlgorithm algorithm, Entropy& entropy);

}  // namespace counterfoil
