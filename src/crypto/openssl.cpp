#include "crypto/openssl.hpp"

namespace counterfoil::detail {

const EVP_CIPHER* aes_256_ecb() noexcept {
  static const EVP_CIPHER* const fetched = ::EVP_CIPHER_fetch(nullptr, "AES-256-ECB", nullptr);
  return fetched;
}

const EVP_CIPHER* aes_256_gcm() noexcept {
  static const EVP_CIPHER* const fetched = ::EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return fetched;
}

const EVP_MD* sha_256() noexcept {
  static const EVP_MD* const fetched = ::EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  return fetched;
}

EVP_MAC* hmac() noexcept {
  static EVP_MAC* const fetched = ::EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  return fetched;
}

EVP_KDF* hkdf() noexcept {
  static EVP_KDF* const fetched = ::EVP_KDF_fetch(nullptr, "HKDF", nullptr);
  return fetched;
}

Error crypto_failed(const char* what) {
  return {errc::crypto_failed, std::string("OpenSSL: it could not do ") + what};
}

}  // namespace counterfoil::detail
