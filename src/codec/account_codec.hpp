#pragma once

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "model/account_document.hpp"

namespace counterfoil {

/// The document of an account as bytes (account.proto), for the envelope of its row. Tenant and account are not in
/// it: the envelope ties it to its row. Thread-safe.
///
/// @return errc::document_damaged when the document breaks what always holds of one, errc::too_long,
///         errc::out_of_memory.
Result<Bytes> encode(const AccountDocument& document);

/// Reads what encode() gave, now or in any released version. Fields and kinds of methods of a newer version come
/// back when it is encoded again. Nothing is repaired. Thread-safe.
///
/// @return errc::schema_too_new when a newer version wrote something that must not be ignored;
///         errc::document_damaged when the bytes are malformed or break what always holds; errc::out_of_memory.
Result<AccountDocument> decode_account(const TenantId& tenant, const AccountId& account, ByteView stored);

}  // namespace counterfoil
