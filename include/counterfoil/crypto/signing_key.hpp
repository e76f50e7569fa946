#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/jwk.hpp"
#include "counterfoil/crypto/signature_algorithm.hpp"

namespace counterfoil {

namespace detail {
struct SigningKeyParts;
}

/// A private key that signs: the phone's side of PublicKey.
///
/// Cheap to copy. Thread safety: as a plain value; what it refers to is immutable.
class COUNTERFOIL_API SigningKey {
 public:
  static constexpr std::size_t secret_size = 32;  ///< bytes

  /// A new key, whose secret comes from `entropy` and from nowhere else. ES256: by rejection sampling (FIPS
  /// 186-5 appendix A.2.2).
  ///
  /// @return errc::entropy_failed when the source fails, or gives nothing usable time after time;
  ///         errc::provider_failed when it throws, errc::invalid_argument for an unknown algorithm,
  ///         errc::crypto_failed, errc::out_of_memory.
  static Result<SigningKey> generate(SignatureAlgorithm algorithm, Entropy& entropy);

  /// Takes the secret that secret() gave.
  ///
  /// @param secret  ES256: the scalar, 1 to n - 1, the highest byte first (`d` of RFC 7518 section 6.2.2).
  ///                EdDSA: the private key of RFC 8032 section 5.1.5, which is hashed to the scalar.
  /// @return errc::invalid_key for another length or a scalar out of range, errc::invalid_argument for an
  ///         unknown algorithm, errc::crypto_failed, errc::out_of_memory.
  static Result<SigningKey> from_secret(SignatureAlgorithm algorithm, const SecretBytes& secret);

  /// What from_secret() takes: to be sealed and kept. Valid as long as a copy of this key.
  const SecretBytes& secret() const noexcept;
  /// The key that verifies. Valid as long as a copy of this key.
  const PublicKey& public_key() const noexcept;

  /// Signs `message`, which is a JWS's signing input, not its hash.
  ///
  /// EdDSA gives the same signature each time. ES256 does not: OpenSSL makes the secret number that each
  /// signature needs from the key, the message and random bytes of its own generator, so that one that
  /// repeats itself gives nothing away.
  ///
  /// @return the signature, or errc::crypto_failed, errc::out_of_memory.
  Result<Signature> sign(ByteView message) const;

 private:
  explicit SigningKey(std::shared_ptr<const detail::SigningKeyParts> parts) noexcept
      : parts_(std::move(parts)) {}

  std::shared_ptr<const detail::SigningKeyParts> parts_;
};

}  // namespace counterfoil
