#include "counterfoil/crypto/signing_key.hpp"

#include <new>

#include "base/out_of_memory.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/es256.hpp"
#include "crypto/fill.hpp"
#include "crypto/openssl.hpp"
#include "crypto/p256.hpp"

namespace counterfoil {

namespace detail {

struct SigningKeyParts {
  SecretBytes secret;
  PublicKey public_key;
  Key key;
};

}  // namespace detail

namespace {

using detail::Key;
using detail::SigningKeyParts;
namespace p256 = detail::p256;
namespace ed25519 = detail::ed25519;

static_assert(SigningKey::secret_size == p256::scalar_size &&
              SigningKey::secret_size == ed25519::secret_size);

p256::ScalarView scalar_of(const SecretBytes& secret) noexcept {
  return secret.read(SecretAccess::grant()).first<p256::scalar_size>();
}

Result<SigningKeyParts> make_es256(const SecretBytes& secret) {
  if (!p256::is_in_range(scalar_of(secret))) {
    return Error(errc::invalid_key,
                 "private key: expected a number from 1 to n - 1, n being the order of P-256");
  }
  const auto point = p256::point_of(scalar_of(secret));
  if (!point) return point.error();
  auto key = p256::import_private(scalar_of(secret), *point);
  if (!key) return std::move(key).error();
  auto public_key = PublicKey::from_point(SignatureAlgorithm::es256, *point);
  if (!public_key) return std::move(public_key).error();
  return SigningKeyParts{secret, *std::move(public_key), *std::move(key)};
}

Result<SigningKeyParts> make_eddsa(const SecretBytes& secret) {
  auto key = ed25519::import_private(secret);
  if (!key) return std::move(key).error();
  const auto point = ed25519::point_of(key->get());
  if (!point) return point.error();
  auto public_key = PublicKey::from_point(SignatureAlgorithm::eddsa, *point);
  if (!public_key) return std::move(public_key).error();
  return SigningKeyParts{secret, *std::move(public_key), *std::move(key)};
}

Result<SigningKeyParts> make(SignatureAlgorithm algorithm, const SecretBytes& secret) {
  switch (algorithm) {
    case SignatureAlgorithm::es256:
      return make_es256(secret);
    case SignatureAlgorithm::eddsa:
      return make_eddsa(secret);
  }
  return Error(errc::invalid_argument, "algorithm: expected one of SignatureAlgorithm");
}

bool is_usable(SignatureAlgorithm algorithm, const SecretBytes& secret) noexcept {
  return algorithm != SignatureAlgorithm::es256 || p256::is_in_range(scalar_of(secret));
}

}  // namespace

Result<SigningKey> SigningKey::generate(SignatureAlgorithm algorithm, Entropy& entropy) try {
  // 32 random bytes are out of range once in 2^32 times; a source that gives such again is broken.
  constexpr int tries = 4;
  SecretBytes secret(secret_size);
  for (int i = 0; i < tries; ++i) {
    if (auto filled = detail::fill(entropy, secret.write(SecretAccess::grant())); !filled) {
      return std::move(filled).error();
    }
    if (is_usable(algorithm, secret)) return from_secret(algorithm, secret);
  }
  return Error(errc::entropy_failed, "entropy: expected bytes that are not all alike");
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SigningKey> SigningKey::from_secret(SignatureAlgorithm algorithm, const SecretBytes& secret) try {
  if (secret.size() != secret_size) return Error(errc::invalid_key, "private key: expected 32 bytes");
  const detail::ErrorQueueGuard guard;
  auto parts = make(algorithm, secret);
  if (!parts) return std::move(parts).error();
  return SigningKey(std::make_shared<const SigningKeyParts>(*std::move(parts)));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

const SecretBytes& SigningKey::secret() const noexcept {
  return parts_->secret;
}

const PublicKey& SigningKey::public_key() const noexcept {
  return parts_->public_key;
}

Result<Signature> SigningKey::sign(ByteView message) const try {
  const detail::ErrorQueueGuard guard;
  if (parts_->public_key.algorithm() == SignatureAlgorithm::es256) {
    return detail::es256::sign(parts_->key.get(), message);
  }
  return ed25519::sign(parts_->key.get(), message);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
