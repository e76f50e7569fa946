#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/entropy.hpp"

namespace counterfoil {

/// Codes that people copy by hand or read out: recovery codes, access passes. Their alphabet is Crockford's
/// base 32, digits and capital letters without I, L, O and U, so that each character carries 5 bits and what
/// looks or sounds alike is read as the same.
inline constexpr std::size_t random_code_bits_per_character = 5;

/// A code of `length` characters, each uniform and independent.
///
/// @param length  4–64 characters; 13 are at least 64 bits, 23 at least 112.
/// @return the canonical form, or errc::invalid_argument, errc::entropy_failed, errc::out_of_memory.
/// Thread-safe.
COUNTERFOIL_API Result<SecretBytes> random_code(Entropy& entropy, std::size_t length);

/// The canonical form of a code as somebody typed it: small letters become capital, O becomes 0, I and L
/// become 1, and spaces and hyphens are left out.
///
/// @return the canonical form, or errc::invalid_encoding when there is any other character, none, or more
/// than
///         64; errc::too_long above 256 bytes of text; errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> canonical_code(std::string_view typed);

/// The code in groups with hyphens between, for showing: "ABCD-EFGH-JK". canonical_code() reads it back.
///
/// @param group  characters in a group, 1 or more.
/// @return errc::invalid_argument, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> grouped_code(const SecretBytes& code, std::size_t group);

}  // namespace counterfoil
