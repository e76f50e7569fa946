#pragma once

#include <cstddef>

namespace counterfoil::protocol {

inline constexpr std::size_t max_issuer_size = 128;      ///< bytes, as of TenantDescription
inline constexpr std::size_t max_totp_secret_size = 64;  ///< bytes: the HMAC of SHA-512

}  // namespace counterfoil::protocol
