#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "crypto/openssl.hpp"

/// Keys on the curve P-256 (NIST SP 800-186 section 3.2.1.3). All functions are thread-safe.
namespace counterfoil::detail::p256 {

inline constexpr std::size_t scalar_size = 32;
inline constexpr std::size_t point_size = 64;

/// x and y, the highest byte first.
using Point = std::array<std::byte, point_size>;
using PointView = std::span<const std::byte, point_size>;
/// The highest byte first.
using ScalarView = std::span<const std::byte, scalar_size>;

/// Whether the scalar is from 1 to n - 1, where n is the order of the curve. Constant time.
bool is_in_range(ScalarView scalar) noexcept;

/// The point as OpenSSL's key. @return errc::invalid_key when it is not on the curve, errc::crypto_failed.
Result<Key> import_public(PointView point);

/// A scalar in range and its point as OpenSSL's key. @return errc::crypto_failed. Throws std::bad_alloc only.
Result<Key> import_private(ScalarView scalar, PointView point);

/// The point of a scalar in range. @return errc::crypto_failed. Throws std::bad_alloc only.
Result<Point> point_of(ScalarView scalar);

}  // namespace counterfoil::detail::p256
