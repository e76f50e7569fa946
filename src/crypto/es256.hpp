#pragma once

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/signature_algorithm.hpp"
#include "crypto/openssl.hpp"

/// ECDSA on P-256 with SHA-256 (FIPS 186-5 section 6) and the signatures of RFC 7518 section 3.4. Thread-safe.
namespace counterfoil::detail::es256 {

/// @return errc::signature_mismatch, errc::crypto_failed. Throws std::bad_alloc only.
Result<void> verify(EVP_PKEY* key, const Signature& signature, ByteView message);

/// @return errc::crypto_failed. Throws std::bad_alloc only.
Result<Signature> sign(EVP_PKEY* key, ByteView message);

}  // namespace counterfoil::detail::es256
