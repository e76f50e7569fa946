#include <openssl/bn.h>

#include <algorithm>
#include <memory>

#include "crypto/ed25519.hpp"

namespace counterfoil::detail::ed25519 {

namespace {

using Number = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using Arithmetic = std::unique_ptr<BN_CTX, FreeWith<BN_CTX_free>>;

/// y with the highest byte first and without the sign of x.
using Coordinate = std::array<unsigned char, point_size>;

constexpr const char* prime = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed";
constexpr const char* curve_d = "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3";

/// y of all points whose order divides 8.
constexpr std::array<const char*, 5> small_order = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000001",
    "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826",
    "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"};

Number allocated(BIGNUM* number) {
  if (number == nullptr) throw std::bad_alloc();
  return Number(number);
}

Number number_of(const char* digits) {
  BIGNUM* number = nullptr;
  ::BN_hex2bn(&number, digits);
  return allocated(number);
}

Number y_of(PointView point) {
  Coordinate y{};
  std::ranges::transform(point, y.rbegin(),
                         [](std::byte byte) { return std::to_integer<unsigned char>(byte); });
  y[0] &= 0x7fU;
  return allocated(::BN_bin2bn(y.data(), static_cast<int>(y.size()), nullptr));
}

/// Whether (y^2 - 1) / (d y^2 + 1) has a square root modulo p, which then is x. So has the product of the two,
/// which needs no division; d y^2 + 1 is never 0.
bool has_x(const BIGNUM* y, const BIGNUM* p) {
  const Arithmetic arithmetic(::BN_CTX_new());
  if (arithmetic == nullptr) throw std::bad_alloc();
  const Number d = number_of(curve_d);
  const Number square = allocated(::BN_new());
  const Number u = allocated(::BN_new());
  const Number v = allocated(::BN_new());
  const bool computed = ::BN_mod_sqr(square.get(), y, p, arithmetic.get()) == 1 &&
                        ::BN_mod_sub(u.get(), square.get(), ::BN_value_one(), p, arithmetic.get()) == 1 &&
                        ::BN_mod_mul(v.get(), d.get(), square.get(), p, arithmetic.get()) == 1 &&
                        ::BN_mod_add(v.get(), v.get(), ::BN_value_one(), p, arithmetic.get()) == 1 &&
                        ::BN_mod_mul(u.get(), u.get(), v.get(), p, arithmetic.get()) == 1;
  if (!computed) throw std::bad_alloc();
  return ::BN_kronecker(u.get(), p, arithmetic.get()) == 1;
}

Error refused(const char* expected) {
  return {errc::invalid_key, std::string("public key: expected ") + expected};
}

}  // namespace

Result<void> check_point(PointView point) {
  const Number p = number_of(prime);
  const Number y = y_of(point);
  if (::BN_cmp(y.get(), p.get()) >= 0) return refused("the canonical encoding of a point of Ed25519");
  for (const char* const digits : small_order) {
    if (::BN_cmp(y.get(), number_of(digits).get()) == 0) return refused("a point that is not of small order");
  }
  if (!has_x(y.get(), p.get())) return refused("a point on the curve of Ed25519");
  return {};
}

}  // namespace counterfoil::detail::ed25519
