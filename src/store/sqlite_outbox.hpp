#pragma once

#include <vector>

#include "counterfoil/provider/store.hpp"
#include "store/sqlite_write_statements.hpp"

namespace counterfoil {

/// The outbox's side of Store, within a transaction.
std::vector<ClaimedMessage> claim_messages(SqliteWriteStatements& sql, Timestamp now, std::size_t limit,
                                           Duration lease);
void settle_messages(SqliteWriteStatements& sql, const std::vector<Settlement>& settlements);

}  // namespace counterfoil
