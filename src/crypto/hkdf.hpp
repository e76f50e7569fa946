#pragma once

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil::detail {

/// HKDF-SHA-256 without salt (RFC 5869 section 2): `size` bytes of key material for the use that `info`
/// names.
///
/// @param input  key material of full entropy, not empty.
/// @param size   1–8160 bytes.
/// @return errc::crypto_failed. Thread-safe. Throws std::bad_alloc only.
Result<SecretBytes> hkdf_sha256(const SecretBytes& input, ByteView info, std::size_t size);

}  // namespace counterfoil::detail
