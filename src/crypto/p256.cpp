#include "crypto/p256.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/params.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <new>

#include "counterfoil/base/bytes.hpp"

namespace counterfoil::detail::p256 {

namespace {

using SecretNumber = std::unique_ptr<BIGNUM, FreeWith<BN_clear_free>>;
using Arithmetic = std::unique_ptr<BN_CTX, FreeWith<BN_CTX_free>>;
using CurvePoint = std::unique_ptr<EC_POINT, FreeWith<EC_POINT_free>>;

/// A point as SEC 1 section 2.3.3 writes it without compression.
using EncodedPoint = std::array<std::byte, 1 + point_size>;
constexpr std::byte uncompressed{4};

constexpr std::array<std::uint8_t, scalar_size> order = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};

EncodedPoint encode(PointView point) noexcept {
  EncodedPoint encoded{uncompressed};
  std::ranges::copy(point, encoded.begin() + 1);
  return encoded;
}

// OpenSSL takes its parameters through pointers to non-const, and does not write to these.
OSSL_PARAM group_parameter() noexcept {
  return ::OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME,
                                            const_cast<char*>(SN_X9_62_prime256v1), 0);
}

OSSL_PARAM point_parameter(EncodedPoint& point) noexcept {
  return ::OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
}

/// An empty key when OpenSSL does not take the parameters.
Result<Key> import(int selection, OSSL_PARAM* parameters) {
  const KeyContext context(::EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  if (context == nullptr || ::EVP_PKEY_fromdata_init(context.get()) != 1) return crypto_failed("ECDSA");
  EVP_PKEY* key = nullptr;
  if (::EVP_PKEY_fromdata(context.get(), &key, selection, parameters) != 1) return Key();
  return Key(key);
}

const EC_GROUP* curve() noexcept {
  static const EC_GROUP* const made = ::EC_GROUP_new_by_curve_name_ex(nullptr, nullptr, NID_X9_62_prime256v1);
  return made;
}

}  // namespace

bool is_in_range(ScalarView scalar) noexcept {
  unsigned borrow = 0;
  unsigned any = 0;
  for (std::size_t i = scalar_size; i-- > 0;) {
    const auto byte = std::to_integer<unsigned>(scalar[i]);
    borrow = (byte - order[i] - borrow) >> 31;
    any |= byte;
  }
  return (borrow & ((0U - any) >> 31)) == 1;
}

Result<Key> import_public(PointView point) {
  EncodedPoint encoded = encode(point);
  std::array parameters = {group_parameter(), point_parameter(encoded), ::OSSL_PARAM_construct_end()};
  auto key = import(EVP_PKEY_PUBLIC_KEY, parameters.data());
  if (key && *key == nullptr) {
    return Error(errc::invalid_key, "public key: expected a point on the curve P-256");
  }
  return key;
}

Result<Key> import_private(ScalarView scalar, PointView point) {
  // OpenSSL wants the number in the machine's own order of bytes.
  SecretBytes number{ByteView(scalar)};
  const auto bytes = number.write(SecretAccess::grant());
  if (std::endian::native == std::endian::little) std::ranges::reverse(bytes);
  EncodedPoint encoded = encode(point);
  std::array parameters = {
      group_parameter(), point_parameter(encoded),
      ::OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_PRIV_KEY, writable_octets(bytes), bytes.size()),
      ::OSSL_PARAM_construct_end()};
  auto key = import(EVP_PKEY_KEYPAIR, parameters.data());
  if (key && *key == nullptr) return crypto_failed("ECDSA");
  return key;
}

Result<Point> point_of(ScalarView scalar) {
  const Arithmetic arithmetic(::BN_CTX_secure_new());
  const SecretNumber number(::BN_secure_new());
  if (arithmetic == nullptr || number == nullptr) throw std::bad_alloc();
  ::BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  const CurvePoint point(curve() != nullptr ? ::EC_POINT_new(curve()) : nullptr);
  EncodedPoint encoded{};
  const bool done =
      point != nullptr && ::BN_bin2bn(octets(scalar), scalar_size, number.get()) != nullptr &&
      ::EC_POINT_mul(curve(), point.get(), number.get(), nullptr, nullptr, arithmetic.get()) == 1 &&
      ::EC_POINT_point2oct(curve(), point.get(), POINT_CONVERSION_UNCOMPRESSED, writable_octets(encoded),
                           encoded.size(), arithmetic.get()) == encoded.size();
  if (!done) return crypto_failed("the multiplication of a point on P-256");
  Point result{};
  std::copy(encoded.begin() + 1, encoded.end(), result.begin());
  return result;
}

}  // namespace counterfoil::detail::p256
