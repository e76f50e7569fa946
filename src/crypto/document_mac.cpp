#include "counterfoil/crypto/document_mac.hpp"

#include <new>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/secret.hpp"
#include "crypto/bound_hmac.hpp"
#include "crypto/working_keys.hpp"

namespace counterfoil {

Result<Digest256> document_mac(const RingKey& key, const PlacedDocument& document) try {
  const auto& hmac_key = key.working_keys().hmac_key(detail::KeyPurpose::document_mac);
  return detail::bound_hmac(hmac_key, DataTuple(document.row_key, document.version), document.bytes);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<void> check_document_mac(const KeyRing& ring, KeyId key_id, const PlacedDocument& document,
                                ByteView mac) {
  const auto key = ring.key(key_id);
  if (!key) return key.error();
  const auto expected = document_mac(*key, document);
  if (!expected) return expected.error();
  if (!equal_in_constant_time(*expected, mac)) {
    return Error(errc::document_damaged, "document: its MAC does not fit its row, version and bytes");
  }
  return {};
}

}  // namespace counterfoil
