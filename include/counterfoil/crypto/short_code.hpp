#pragma once

#include <cstddef>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/data_tuple.hpp"
#include "counterfoil/crypto/key_ring.hpp"

namespace counterfoil {

/// The numeric code of a question that was asked: a code to send, a number to match. It is derived, so that
/// it need not be stored and comes out the same at each retry: HMAC-SHA-256 of `bound_to` under a key that
/// derives from `key`, mapped to decimal digits without bias (values of 64 bits at or above the last whole
/// multiple of 10^digits are passed over).
///
/// @param key       the key that the challenge names, so that a rotation in between changes nothing.
/// @param bound_to  tenant, account, method, purpose and challenge id.
/// @param digits    2–10.
/// @return `digits` ASCII digits, leading zeros included, or errc::invalid_argument, errc::crypto_failed,
///         errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> derive_short_code(const RingKey& key, const DataTuple& bound_to,
                                                      std::size_t digits);

/// Secret bytes that come out the same for the same `key` and `bound_to`: for secrets that are shown once,
/// yet the same again when a reply was lost. HKDF-SHA-256 (RFC 5869) from a key that derives from `key`.
///
/// @param bound_to  tenant, account, what it is, and the operation's id.
/// @param size      1–1024 bytes.
/// @return errc::invalid_argument, errc::crypto_failed, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> derive_secret(const RingKey& key, const DataTuple& bound_to,
                                                  std::size_t size);

}  // namespace counterfoil
