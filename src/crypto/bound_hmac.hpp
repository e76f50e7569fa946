#pragma once

#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/data_tuple.hpp"
#include "crypto/big_endian.hpp"
#include "crypto/hmac.hpp"

namespace counterfoil::detail {

/// HMAC-SHA-256 over a tuple and data behind it. The length of the tuple's encoding stands first, so that no
/// byte can be moved between the two. @return errc::crypto_failed. Throws std::bad_alloc only.
inline Result<HmacTag> bound_hmac(const HmacKey& key, const DataTuple& bound_to, ByteView data) {
  const ByteView encoded = bound_to.encoded();
  const auto size = big_endian(static_cast<std::uint64_t>(encoded.size()));
  return key.digest({size, encoded, data});
}

}  // namespace counterfoil::detail
