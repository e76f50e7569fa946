#include "counterfoil/crypto/sha256.hpp"

#include "crypto/openssl.hpp"

namespace counterfoil {

Result<Digest256> sha256(ByteView bytes) {
  Digest256 digest{};
  unsigned size = 0;
  const EVP_MD* const algorithm = detail::sha_256();
  if (algorithm == nullptr || ::EVP_Digest(bytes.data(), bytes.size(), detail::writable_octets(digest), &size,
                                           algorithm, nullptr) != 1) {
    return detail::crypto_failed("SHA-256");
  }
  return digest;
}

}  // namespace counterfoil
