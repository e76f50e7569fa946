#pragma once

#include <cstdint>
#include <vector>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/sha256.hpp"
#include "counterfoil/model/event.hpp"
#include "counterfoil/provider/store.hpp"
#include "model/event_draft.hpp"

namespace counterfoil {

/// Random bytes that lie with the bodies of one commit's events and are erased with them: without the salt nobody
/// can test a guess of an erased body against its digest.
using EventSalt = RandomId<struct EventSaltTag>;

/// Whose events they are. Must outlive what is made with it.
struct EventOwner {
  const TenantId& tenant;
  const AccountId& account;
};

/// What the chain covers of an event.
struct EventHeader {
  std::uint64_t sequence = 0;
  Digest256 previous{};  ///< Link of the event before; zeros before the first.
  EventType type{};
  Timestamp at;
  Digest256 body_digest{};
};

/// A header as it lies in the journal, and its link: SHA-256 of its owner and its bytes.
struct LinkedHeader {
  EventHeader header;
  Digest256 link{};
};

/// The bytes of a header, which its link is made of. @return errc::out_of_memory.
Result<Bytes> encode(const EventHeader& header);

/// @return errc::crypto_failed, errc::out_of_memory.
Result<Digest256> link_of(const EventOwner& owner, ByteView header);

/// The bytes of a body. @return errc::document_damaged for a text that is not UTF-8, errc::out_of_memory.
Result<Bytes> encode_body(const EventDraft& draft);

/// The digest of a body in its header. @return errc::crypto_failed, errc::out_of_memory.
Result<Digest256> body_digest_of(const EventSalt& salt, std::uint64_t sequence, ByteView body);

/// JournalRow::headers and ::bodies.
Result<Bytes> encode_headers(const std::vector<Bytes>& headers);
Result<Bytes> encode_bodies(const EventSalt& salt, const std::vector<Bytes>& bodies);

/// The headers of a journal row with their links, ascending as they lie there; none when the row has none.
/// @return errc::document_damaged, errc::schema_too_new, errc::crypto_failed, errc::out_of_memory.
Result<std::vector<LinkedHeader>> read_headers(const EventOwner& owner, const JournalRow& row);

/// The bodies of a journal row whose bodies were not erased.
struct EventBodies {
  EventSalt salt;
  std::vector<Bytes> bodies;
};
/// @return errc::document_damaged, errc::out_of_memory.
Result<EventBodies> read_bodies(ByteView stored);

/// The event that a header and its body tell of. @return errc::document_damaged, errc::out_of_memory.
Result<Event> read_event(const EventHeader& header, ByteView body);

}  // namespace counterfoil
