#include "counterfoil/crypto/jwk.hpp"

#include <algorithm>
#include <new>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/base64url.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/es256.hpp"
#include "crypto/jwk_reader.hpp"
#include "crypto/openssl.hpp"
#include "crypto/p256.hpp"
#include "crypto/signature_refusal.hpp"

namespace counterfoil {

namespace detail {

struct PublicKeyParts {
  SignatureAlgorithm algorithm;
  Bytes point;
  Digest256 thumbprint;
  Key key;
};

}  // namespace detail

namespace {

using detail::Key;

constexpr std::size_t coordinate_size = 32;

// RFC 7638 section 3.2: the required members, ordered by name.
std::string canonical_jwk(SignatureAlgorithm algorithm, ByteView point) {
  const std::string x = encode_base64url(point.first(coordinate_size));
  if (algorithm == SignatureAlgorithm::eddsa) return R"({"crv":"Ed25519","kty":"OKP","x":")" + x + "\"}";
  const std::string y = encode_base64url(point.subspan(coordinate_size));
  return R"({"crv":"P-256","kty":"EC","x":")" + x + R"(","y":")" + y + "\"}";
}

Result<Key> import_p256(ByteView point) {
  if (point.size() != detail::p256::point_size) {
    return Error(errc::invalid_key, "public key: expected 64 bytes, x and y of a point on P-256");
  }
  return detail::p256::import_public(point.first<detail::p256::point_size>());
}

Result<Key> import_ed25519(ByteView point) {
  if (point.size() != detail::ed25519::point_size) {
    return Error(errc::invalid_key, "public key: expected the 32 bytes of a point of Ed25519");
  }
  const auto bytes = point.first<detail::ed25519::point_size>();
  if (auto checked = detail::ed25519::check_point(bytes); !checked) return std::move(checked).error();
  return detail::ed25519::import_public(bytes);
}

Result<Key> import_point(SignatureAlgorithm algorithm, ByteView point) {
  switch (algorithm) {
    case SignatureAlgorithm::es256:
      return import_p256(point);
    case SignatureAlgorithm::eddsa:
      return import_ed25519(point);
  }
  return Error(errc::invalid_argument, "algorithm: expected one of SignatureAlgorithm");
}

}  // namespace

Result<PublicKey> PublicKey::parse_jwk(std::string_view text) try {
  const auto content = detail::read_jwk(text);
  if (!content) return content.error();
  return from_point(content->algorithm, content->point);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<PublicKey> PublicKey::from_point(SignatureAlgorithm algorithm, ByteView point) try {
  const detail::ErrorQueueGuard guard;
  auto key = import_point(algorithm, point);
  if (!key) return std::move(key).error();
  const auto thumbprint = sha256(as_bytes(canonical_jwk(algorithm, point)));
  if (!thumbprint) return thumbprint.error();
  return PublicKey(std::make_shared<const detail::PublicKeyParts>(
      detail::PublicKeyParts{algorithm, Bytes(point.begin(), point.end()), *thumbprint, *std::move(key)}));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

SignatureAlgorithm PublicKey::algorithm() const noexcept {
  return parts_->algorithm;
}

ByteView PublicKey::point() const noexcept {
  return parts_->point;
}

std::string PublicKey::jwk() const {
  return canonical_jwk(parts_->algorithm, parts_->point);
}

const Digest256& PublicKey::thumbprint() const noexcept {
  return parts_->thumbprint;
}

Result<void> PublicKey::verify(ByteView signature, ByteView message) const try {
  Signature exact{};
  if (signature.size() != exact.size()) return detail::signature_mismatch();
  std::ranges::copy(signature, exact.begin());
  const detail::ErrorQueueGuard guard;
  if (parts_->algorithm == SignatureAlgorithm::es256) {
    return detail::es256::verify(parts_->key.get(), exact, message);
  }
  return detail::ed25519::verify(parts_->key.get(), exact, message);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

bool PublicKey::equals(const PublicKey& other) const noexcept {
  return parts_->algorithm == other.parts_->algorithm && parts_->point == other.parts_->point;
}

}  // namespace counterfoil
