#pragma once

#include <cstdint>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/data_tuple.hpp"
#include "counterfoil/crypto/key_purpose.hpp"
#include "counterfoil/crypto/key_ring.hpp"
#include "counterfoil/crypto/sha256.hpp"

namespace counterfoil {

/// HMAC-SHA-256 (FIPS 198-1) of `data` at the place that `bound_to` names (tenant, account, field, …), under
/// the key of `purpose` that derives from `key`. Without the key nobody can test a guess of `data`.
///
/// The same data under another key, purpose or place gives an unrelated digest. During a rotation, digests
/// that are looked for are made with each of KeyRing::usable_keys().
///
/// @param data  may be secret, and of any length.
/// @return errc::crypto_failed, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<Digest256> keyed_digest(const RingKey& key, DigestPurpose purpose,
                                               const DataTuple& bound_to, ByteView data);

/// The same under a key of the caller's own: for digests whose key is kept, sealed, beside them, so that
/// sealing it anew rotates them.
/// @param key  16–64 bytes of full entropy.
/// @return errc::invalid_key for another size, errc::crypto_failed, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<Digest256> keyed_digest(const SecretBytes& key, const DataTuple& bound_to,
                                               ByteView data);

/// The first `bits` bits of a digest as a number: for those that must say little, such as a guard's.
/// @param bits  1–32; more counts as 32.
COUNTERFOIL_API std::uint32_t leading_bits(const Digest256& digest, unsigned bits) noexcept;

}  // namespace counterfoil
