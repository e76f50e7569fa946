#pragma once

#include <vector>

#include "counterfoil/provider/store.hpp"
#include "store/sqlite_connection.hpp"
#include "store/sqlite_statement.hpp"

namespace counterfoil {

/// A connection that reads, with all that is ever asked. Every function sees one moment of the database, which
/// contains all commits acknowledged before. Throws StoreFailure.
///
/// Thread safety: one thread at a time.
class SqliteReader {
 public:
  explicit SqliteReader(const SqliteOptions& options);

  Row load(const RowKey& key);
  std::optional<AccountId> find(const LookupKey& key);
  std::vector<ScannedRow> scan(RowKind kind, const TenantId& tenant, const std::string& after,
                               std::size_t limit);
  std::vector<JournalRow> journal(const TenantId& tenant, const AccountId& account,
                                  std::uint64_t from_version, std::size_t limit);
  bool is_message_due(Timestamp now);
  bool is_row_expired(Timestamp now);

 private:
  SqliteConnection connection_;
  SqliteStatement load_account_;
  SqliteStatement load_expiring_;
  SqliteStatement find_;
  SqliteStatement scan_;
  SqliteStatement journal_;
  SqliteStatement due_;
  SqliteStatement expired_;
};

}  // namespace counterfoil
