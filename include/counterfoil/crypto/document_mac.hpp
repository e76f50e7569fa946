#pragma once

#include <cstdint>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/digest.hpp"
#include "counterfoil/crypto/key_ring.hpp"

namespace counterfoil {

/// A stored document at its place: the row it is in, and the version that the row then has.
struct PlacedDocument {
  ByteView row_key;
  std::uint64_t version;
  ByteView bytes;
};

/// The MAC that stands beside a stored document: HMAC-SHA-256 over its row's key, its version and its bytes.
/// It finds a row that was edited, forged or moved, or has another version than its bytes.
///
/// @return errc::crypto_failed, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<Digest256> document_mac(const RingKey& key, const PlacedDocument& document);

/// Whether `mac` is the document's, compared in constant time.
///
/// @param key_id  the key that the row names.
/// @return errc::document_damaged when it is not, errc::key_not_found, errc::key_retired,
/// errc::crypto_failed,
///         errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<void> check_document_mac(const KeyRing& ring, KeyId key_id,
                                                const PlacedDocument& document, ByteView mac);

}  // namespace counterfoil
