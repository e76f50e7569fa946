#include "store/sqlite_reader.hpp"

#include "store/sqlite_failure.hpp"

namespace counterfoil {

namespace {

int number_of(RowKind kind) {
  return static_cast<int>(kind);
}

}  // namespace

SqliteReader::SqliteReader(const SqliteOptions& options)
    : connection_(options),
      load_account_(
          connection_,
          "SELECT (SELECT max(version) FROM journal WHERE tenant = ?1 AND account = ?2), version, bytes "
          "FROM (SELECT 1) LEFT JOIN rows ON kind = 1 AND tenant = ?1 AND name = ?2"),
      load_expiring_(connection_,
                     "SELECT version, bytes FROM rows WHERE kind = ?1 AND tenant = ?2 AND name = ?3"),
      find_(connection_, "SELECT account FROM lookups WHERE kind = ?1 AND tenant = ?2 AND value = ?3"),
      scan_(connection_,
            "SELECT name, version, key_id, summary FROM rows "
            "WHERE kind = ?1 AND tenant = ?2 AND name > ?3 ORDER BY name LIMIT ?4"),
      journal_(connection_,
               "SELECT version, commit_id, headers, bodies FROM journal "
               "WHERE tenant = ?1 AND account = ?2 AND version >= ?3 ORDER BY version LIMIT ?4"),
      due_(connection_, "SELECT 1 FROM outbox WHERE due <= ?1 LIMIT 1"),
      expired_(connection_, "SELECT 1 FROM rows WHERE expires IS NOT NULL AND expires <= ?1 LIMIT 1") {}

Row SqliteReader::load(const RowKey& key) {
  Row row;
  if (key.kind == RowKind::account) {
    auto rows = load_account_.run(key.tenant, key.name);
    if (!rows.next()) return row;
    row.journal_version = rows.number(0);
    row.version = rows.number(1);
    row.bytes = rows.bytes(2);
  } else {
    auto rows = load_expiring_.run(number_of(key.kind), key.tenant, key.name);
    if (!rows.next()) return row;
    row.version = rows.number(0);
    row.bytes = rows.bytes(1);
  }
  return row;
}

std::optional<AccountId> SqliteReader::find(const LookupKey& key) {
  auto rows = find_.run(static_cast<int>(key.kind), key.tenant, key.value);
  if (!rows.next()) return std::nullopt;
  return required(AccountId::parse(rows.text(0)));
}

std::vector<ScannedRow> SqliteReader::scan(RowKind kind, const TenantId& tenant, const std::string& after,
                                           std::size_t limit) {
  std::vector<ScannedRow> found;
  auto rows = scan_.run(number_of(kind), tenant, after, row_limit(limit));
  while (rows.next()) {
    found.push_back({{kind, tenant, rows.text(0)}, rows.number(1), rows.text(2), rows.text(3)});
  }
  return found;
}

std::vector<JournalRow> SqliteReader::journal(const TenantId& tenant, const AccountId& account,
                                              std::uint64_t from_version, std::size_t limit) {
  std::vector<JournalRow> found;
  auto rows = journal_.run(tenant, account, from_version, row_limit(limit));
  while (rows.next()) {
    JournalRow row{rows.number(0), rows.id<RandomId<CommitTag>>(1), rows.bytes(2), std::nullopt};
    if (!rows.is_null(3)) row.bodies = rows.bytes(3);
    found.push_back(std::move(row));
  }
  return found;
}

bool SqliteReader::is_message_due(Timestamp now) {
  return due_.run(now).next();
}

bool SqliteReader::is_row_expired(Timestamp now) {
  return expired_.run(now).next();
}

}  // namespace counterfoil
