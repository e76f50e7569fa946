#pragma once

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/error.hpp"

namespace counterfoil::detail {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<EVP_CIPHER_CTX_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeWith<EVP_MAC_CTX_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, FreeWith<EVP_KDF_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;

/// OpenSSL's algorithms, each fetched once in the process: a fetch by name at every use costs more than the
/// hashing and makes threads meet at one lock. Null if the provider does not offer it. Thread-safe.
const EVP_CIPHER* aes_256_ecb() noexcept;
const EVP_CIPHER* aes_256_gcm() noexcept;
const EVP_MD* sha_256() noexcept;
EVP_MAC* hmac() noexcept;
EVP_KDF* hkdf() noexcept;

inline const unsigned char* octets(ByteView bytes) noexcept {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* writable_octets(std::span<std::byte> bytes) noexcept {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Takes back what OpenSSL put on this thread's error queue while it lived: bad input is no news to the host.
class ErrorQueueGuard {
 public:
  ErrorQueueGuard() noexcept { ERR_set_mark(); }
  ErrorQueueGuard(const ErrorQueueGuard&) = delete;
  ErrorQueueGuard& operator=(const ErrorQueueGuard&) = delete;
  ~ErrorQueueGuard() { ERR_pop_to_mark(); }
};

/// `what` names the operation, as in "HMAC-SHA-256".
Error crypto_failed(const char* what);

}  // namespace counterfoil::detail
