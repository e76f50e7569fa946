#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "counterfoil/base/api.hpp"

namespace counterfoil {

/// The signature algorithms of JOSE that the library has.
enum class SignatureAlgorithm {
  es256,  ///< ECDSA on P-256 with SHA-256 (RFC 7518 section 3.4).
  eddsa,  ///< Ed25519 (RFC 8037 section 3.1, RFC 8032 section 5.1).
};

/// The name in JOSE, `alg`: "ES256", "EdDSA". Thread-safe.
COUNTERFOIL_API std::string_view name_of(SignatureAlgorithm algorithm) noexcept;

/// A signature as JOSE has it. ES256: r and s, 32 bytes each, the highest first. EdDSA: R and S of RFC 8032.
using Signature = std::array<std::byte, 64>;

}  // namespace counterfoil
