#include "crypto/hkdf.hpp"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>

#include "crypto/openssl.hpp"

namespace counterfoil::detail {

namespace {

// OpenSSL takes its parameters through pointers to non-const, and does not write to these.
OSSL_PARAM octet_parameter(const char* name, ByteView bytes) {
  return ::OSSL_PARAM_construct_octet_string(name, const_cast<std::byte*>(bytes.data()), bytes.size());
}

}  // namespace

Result<SecretBytes> hkdf_sha256(const SecretBytes& input, ByteView info, std::size_t size) {
  if (hkdf() == nullptr) return crypto_failed("HKDF");
  const KdfContext context(::EVP_KDF_CTX_new(hkdf()));
  if (context == nullptr) throw std::bad_alloc();

  char digest[] = "SHA2-256";
  const std::array parameters = {
      ::OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, static_cast<char*>(digest), 0),
      octet_parameter(OSSL_KDF_PARAM_KEY, input.read(SecretAccess::grant())),
      octet_parameter(OSSL_KDF_PARAM_INFO, info),
      ::OSSL_PARAM_construct_end(),
  };
  SecretBytes output(size);
  const auto out = output.write(SecretAccess::grant());
  if (::EVP_KDF_derive(context.get(), writable_octets(out), out.size(), parameters.data()) != 1) {
    return crypto_failed("HKDF");
  }
  return output;
}

}  // namespace counterfoil::detail
