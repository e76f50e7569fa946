#include "counterfoil/crypto/digest.hpp"

#include <algorithm>
#include <new>

#include "base/out_of_memory.hpp"
#include "crypto/bound_hmac.hpp"
#include "crypto/working_keys.hpp"

namespace counterfoil {

Result<Digest256> keyed_digest(const RingKey& key, DigestPurpose purpose, const DataTuple& bound_to,
                               ByteView data) try {
  return detail::bound_hmac(key.working_keys().hmac_key(detail::purpose_of(purpose)), bound_to, data);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<Digest256> keyed_digest(const SecretBytes& key, const DataTuple& bound_to, ByteView data) try {
  if (key.size() < 16 || key.size() > 64) return Error(errc::invalid_key, "key: expected 16 to 64 bytes");
  const auto context = detail::HmacContext::make(key);
  const ByteView encoded = bound_to.encoded();
  const auto size = detail::big_endian(static_cast<std::uint64_t>(encoded.size()));
  Digest256 digest{};
  if (context == nullptr || !context->digest({size, encoded, data}, digest)) {
    return detail::crypto_failed("HMAC-SHA-256");
  }
  return digest;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

std::uint32_t leading_bits(const Digest256& digest, unsigned bits) noexcept {
  const unsigned wanted = std::clamp(bits, 1U, 32U);
  return detail::read_big_endian<std::uint32_t>(digest) >> (32U - wanted);
}

}  // namespace counterfoil
