#pragma once

#include <array>
#include <cstddef>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// 256 bits of a hash function. Compare what was made with a key by equal_in_constant_time.
using Digest256 = std::array<std::byte, 32>;

/// SHA-256 (FIPS 180-4) of `bytes`. @return errc::crypto_failed. Thread-safe.
COUNTERFOIL_API Result<Digest256> sha256(ByteView bytes);

}  // namespace counterfoil
