#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/signature_algorithm.hpp"
#include "crypto/openssl.hpp"

/// Ed25519 (RFC 8032 section 5.1). All functions are thread-safe.
namespace counterfoil::detail::ed25519 {

inline constexpr std::size_t point_size = 32;
inline constexpr std::size_t secret_size = 32;

using Point = std::array<std::byte, point_size>;
using PointView = std::span<const std::byte, point_size>;

/// Whether the bytes are a point that a public key may be. Under a point of small order one signature would
/// fit many messages; an encoding that is not canonical would give one key two thumbprints.
///
/// @return errc::invalid_key and why not. Throws std::bad_alloc only.
Result<void> check_point(PointView point);

/// A point that passes check_point() as OpenSSL's key. @return errc::crypto_failed.
Result<Key> import_public(PointView point);

/// @return errc::crypto_failed.
Result<Key> import_private(const SecretBytes& secret);

/// The point of a private key. @return errc::crypto_failed.
Result<Point> point_of(EVP_PKEY* key);

/// @return errc::signature_mismatch, errc::crypto_failed. Throws std::bad_alloc only.
Result<void> verify(EVP_PKEY* key, const Signature& signature, ByteView message);

/// @return errc::crypto_failed. Throws std::bad_alloc only.
Result<Signature> sign(EVP_PKEY* key, ByteView message);

}  // namespace counterfoil::detail::ed25519
