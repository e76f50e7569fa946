#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/sha256.hpp"
#include "counterfoil/crypto/signature_algorithm.hpp"

namespace counterfoil {

namespace detail {
struct PublicKeyParts;
}

/// A public key that verifies signatures, and its form as a JSON Web Key (RFC 7517). There is no invalid one:
/// its point is on the curve, has one encoding, and is not of small order.
///
/// Cheap to copy. Thread safety: as a plain value; what it refers to is immutable.
class COUNTERFOIL_API PublicKey {
 public:
  static constexpr std::size_t max_jwk_size = 2048;  ///< bytes of text

  /// Reads a JWK: `kty` "EC" with `crv` "P-256" (RFC 7518 section 6.2.1) or `kty` "OKP" with `crv` "Ed25519"
  /// (RFC 8037 section 2).
  ///
  /// Strictly: each coordinate is 32 bytes in base64url without padding, no member stands twice and nothing
  /// follows the object. Where they stand, `alg` has to be that of the key ("Ed25519" of RFC 9864 counts as
  /// "EdDSA"), `use` "sig" and `key_ops` ["verify"]. Refused are a private key (`d`), so that nobody sends
  /// one for a public key, and certificates (`x5c`, `x5u`, `x5t`, `x5t#S256`), which nobody here would check.
  /// Other members are ignored (RFC 7517 section 4).
  ///
  /// @return the key, or errc::invalid_key and what is wrong, errc::too_long above max_jwk_size,
  ///         errc::crypto_failed, errc::out_of_memory.
  static Result<PublicKey> parse_jwk(std::string_view text);

  /// Takes the point itself.
  ///
  /// @param point  ES256: x and y, 32 bytes each, the highest first. EdDSA: the 32 bytes of RFC 8032.
  /// @return the key, or errc::invalid_key for another length, a point that is not on the curve, of small
  ///         order, or not in its canonical encoding; errc::invalid_argument for an unknown algorithm;
  ///         errc::crypto_failed, errc::out_of_memory.
  static Result<PublicKey> from_point(SignatureAlgorithm algorithm, ByteView point);

  SignatureAlgorithm algorithm() const noexcept;
  /// What from_point() took; valid as long as a copy of this key.
  ByteView point() const noexcept;

  /// The canonical JWK: the required members alone, in the order of RFC 7638, without white space.
  /// parse_jwk() gives the same key for it. Throws std::bad_alloc only.
  std::string jwk() const;
  /// The thumbprint by SHA-256 (RFC 7638). In base64url it is the key's `kid`.
  const Digest256& thumbprint() const noexcept;

  /// Verifies a signature of `message`, which is a JWS's signing input, not its hash.
  ///
  /// ES256: r and s from 1 to n - 1. A high s is accepted, as JOSE does not forbid it: from one valid
  /// signature anybody makes the other, so that a signature is no id of what it signs. EdDSA: S below the
  /// order, and the equation without the cofactor (RFC 8032 section 5.1.7).
  ///
  /// @return success only when it is valid; otherwise errc::signature_mismatch, also for another length than
  ///         that of Signature; errc::crypto_failed.
  Result<void> verify(ByteView signature, ByteView message) const;

  /// The same algorithm and point.
  friend bool operator==(const PublicKey& left, const PublicKey& right) noexcept {
    return left.equals(right);
  }

 private:
  explicit PublicKey(std::shared_ptr<const detail::PublicKeyParts> parts) noexcept
      : parts_(std::move(parts)) {}
  bool equals(const PublicKey& other) const noexcept;

  std::shared_ptr<const detail::PublicKeyParts> parts_;
};

}  // namespace counterfoil
