#pragma once

#include "counterfoil/crypto/live_key_ring.hpp"
#include "counterfoil/provider/store.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

/// Opens the row of an account: checks its MAC for this key and version, and decodes the document. A key that
/// is not in the ring makes it be read again once.
/// @return errc::document_damaged, errc::schema_too_new, errc::key_not_found, errc::key_retired.
Result<AccountDocument> open_account(const TenantId& tenant, const AccountId& account, const Row& row,
                                     LiveKeyRing& keys, Timestamp now);

/// What is committed for a draft: the document with its MAC and summary, the chained events, the sealed
/// notices, and the lookup keys, under a new commit id.
/// @return errc::entropy_failed, errc::crypto_failed, errc::out_of_memory.
Result<Change> change_of(const Draft& draft, std::uint64_t version, const Facts& facts);

}  // namespace counterfoil
