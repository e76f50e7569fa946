#pragma once

#include <cstddef>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/password_hash.hpp"

namespace counterfoil::detail {

/// The Argon2id tag of `password`, version 0x13, without secret and associated data (RFC 9106 section 3).
///
/// @param cost  in range, as check_cost() says.
/// @return `tag_size` bytes, or errc::crypto_failed, errc::out_of_memory.
Result<SecretBytes> argon2id(const SecretBytes& password, ByteView salt, const Argon2idCost& cost,
                             std::size_t tag_size);

}  // namespace counterfoil::detail
