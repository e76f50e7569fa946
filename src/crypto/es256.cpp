#include "crypto/es256.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>

#include <array>
#include <memory>
#include <new>
#include <span>

#include "counterfoil/crypto/sha256.hpp"
#include "crypto/p256.hpp"
#include "crypto/signature_refusal.hpp"

namespace counterfoil::detail::es256 {

namespace {

using Number = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using NumberPair = std::unique_ptr<ECDSA_SIG, FreeWith<ECDSA_SIG_free>>;

/// What OpenSSL takes and gives: the two numbers in DER, at most this long.
constexpr std::size_t max_der_size = 72;
static_assert(max_der_size == 2 + 2 * (2 + 1 + p256::scalar_size));
using Der = std::array<unsigned char, max_der_size>;

p256::ScalarView first_half(const Signature& signature) noexcept {
  return std::span(signature).first<p256::scalar_size>();
}

p256::ScalarView second_half(const Signature& signature) noexcept {
  return std::span(signature).last<p256::scalar_size>();
}

Number number_of(p256::ScalarView bytes) {
  Number number(::BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr));
  if (number == nullptr) throw std::bad_alloc();
  return number;
}

std::span<const unsigned char> write_der(const Signature& signature, Der& der) {
  const NumberPair pair(::ECDSA_SIG_new());
  if (pair == nullptr) throw std::bad_alloc();
  Number r = number_of(first_half(signature));
  Number s = number_of(second_half(signature));
  ::ECDSA_SIG_set0(pair.get(), r.release(), s.release());
  unsigned char* end = der.data();
  const int size = ::i2d_ECDSA_SIG(pair.get(), &end);
  if (size <= 0) throw std::bad_alloc();
  return std::span(der).first(static_cast<std::size_t>(size));
}

Result<Signature> read_der(std::span<const unsigned char> der) {
  const unsigned char* next = der.data();
  const NumberPair pair(::d2i_ECDSA_SIG(nullptr, &next, static_cast<long>(der.size())));
  if (pair == nullptr) throw std::bad_alloc();
  Signature signature{};
  unsigned char* const out = writable_octets(signature);
  constexpr int size = p256::scalar_size;
  if (::BN_bn2binpad(::ECDSA_SIG_get0_r(pair.get()), out, size) != size ||
      ::BN_bn2binpad(::ECDSA_SIG_get0_s(pair.get()), out + size, size) != size) {
    return crypto_failed("ECDSA");
  }
  return signature;
}

}  // namespace

Result<void> verify(EVP_PKEY* key, const Signature& signature, ByteView message) {
  if (!p256::is_in_range(first_half(signature)) || !p256::is_in_range(second_half(signature))) {
    return signature_mismatch();
  }
  const auto digest = sha256(message);
  if (!digest) return digest.error();
  const KeyContext context(::EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (context == nullptr || ::EVP_PKEY_verify_init(context.get()) != 1) return crypto_failed("ECDSA");
  Der der;
  const auto encoded = write_der(signature, der);
  // OpenSSL calls it an error, not a mismatch, when the numbers lead to the point at infinity.
  const int verified =
      ::EVP_PKEY_verify(context.get(), encoded.data(), encoded.size(), octets(*digest), digest->size());
  if (verified != 1) return signature_mismatch();
  return {};
}

Result<Signature> sign(EVP_PKEY* key, ByteView message) {
  const auto digest = sha256(message);
  if (!digest) return digest.error();
  const KeyContext context(::EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  Der der;
  std::size_t size = der.size();
  if (context == nullptr || ::EVP_PKEY_sign_init(context.get()) != 1 ||
      ::EVP_PKEY_sign(context.get(), der.data(), &size, octets(*digest), digest->size()) != 1) {
    return crypto_failed("ECDSA");
  }
  return read_der(std::span(der).first(size));
}

}  // namespace counterfoil::detail::es256
