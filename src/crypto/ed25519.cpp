#include "crypto/ed25519.hpp"

#include <new>

#include "crypto/signature_refusal.hpp"

namespace counterfoil::detail::ed25519 {

Result<Key> import_public(PointView point) {
  Key key(::EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, octets(point), point.size()));
  if (key == nullptr) return crypto_failed("Ed25519");
  return key;
}

Result<Key> import_private(const SecretBytes& secret) {
  const ByteView bytes = secret.read(SecretAccess::grant());
  Key key(::EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, octets(bytes), bytes.size()));
  if (key == nullptr) return crypto_failed("Ed25519");
  return key;
}

Result<Point> point_of(EVP_PKEY* key) {
  Point point{};
  std::size_t size = point.size();
  if (::EVP_PKEY_get_raw_public_key(key, writable_octets(point), &size) != 1 || size != point.size()) {
    return crypto_failed("Ed25519");
  }
  return point;
}

Result<void> verify(EVP_PKEY* key, const Signature& signature, ByteView message) {
  const DigestContext context(::EVP_MD_CTX_new());
  if (context == nullptr) throw std::bad_alloc();
  if (::EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key, nullptr) != 1) {
    return crypto_failed("Ed25519");
  }
  if (::EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message),
                         message.size()) != 1) {
    return signature_mismatch();
  }
  return {};
}

Result<Signature> sign(EVP_PKEY* key, ByteView message) {
  const DigestContext context(::EVP_MD_CTX_new());
  if (context == nullptr) throw std::bad_alloc();
  Signature signature{};
  std::size_t size = signature.size();
  if (::EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key, nullptr) != 1 ||
      ::EVP_DigestSign(context.get(), writable_octets(signature), &size, octets(message), message.size()) !=
          1 ||
      size != signature.size()) {
    return crypto_failed("Ed25519");
  }
  return signature;
}

}  // namespace counterfoil::detail::ed25519
