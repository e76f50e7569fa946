#pragma once

#include <cstdint>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/key_ring.hpp"
#include "counterfoil/crypto/live_key_ring.hpp"
#include "counterfoil/provider/store.hpp"

namespace counterfoil {

// What stands in a row of any kind: a document and the MAC that ties it to this row at this version. Thread-safe.

/// Puts a document into an envelope under the primary key.
///
/// @param version  that the row will have when this is stored: one more than was loaded.
/// @return errc::crypto_failed, errc::out_of_memory.
Result<Bytes> make_envelope(const KeyRing& ring, const RowKey& row, std::uint64_t version, ByteView document);

/// Takes a document out of its envelope.
///
/// @param version  that the row was loaded with.
/// @return the bytes that make_envelope() was given; errc::document_damaged when anything of it was edited, forged,
///         or belongs to another row or version; errc::schema_too_new, errc::key_not_found, errc::key_retired,
///         errc::crypto_failed, errc::out_of_memory.
Result<Bytes> open_envelope(const KeyRing& ring, const RowKey& row, std::uint64_t version, ByteView stored);

/// The same with the ring of a running process, which is read again once for a key that it does not know.
/// @param now  the present time.
Result<Bytes> open_envelope(LiveKeyRing& keys, const RowKey& row, std::uint64_t version, ByteView stored,
                            Timestamp now);

}  // namespace counterfoil
