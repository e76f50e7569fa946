#include "store/sqlite_schema.hpp"

#include <string>

#include "store/sqlite_failure.hpp"
#include "store/sqlite_transaction.hpp"

namespace counterfoil {

namespace {

// "CFOL", in the header of the file, so that file(1) and we know it.
constexpr std::int64_t application_id = 0x43464F4C;

// Rowid tables where rows are large: a document of up to 4 KiB lies in one leaf, and the journal only appends.
constexpr const char* first_schema = R"(
  CREATE TABLE rows (
    id       INTEGER PRIMARY KEY,
    kind     INTEGER NOT NULL,
    tenant   TEXT NOT NULL,
    name     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    key_id   TEXT NOT NULL,
    expires  INTEGER,
    summary  TEXT NOT NULL,
    bytes    BLOB NOT NULL,
    UNIQUE (kind, tenant, name)
  ) STRICT;
  CREATE INDEX rows_by_expiry ON rows (expires) WHERE expires IS NOT NULL;

  CREATE TABLE journal (
    id        INTEGER PRIMARY KEY,
    tenant    TEXT NOT NULL,
    account   TEXT NOT NULL,
    version   INTEGER NOT NULL,
    commit_id BLOB NOT NULL,
    headers   BLOB NOT NULL,
    bodies    BLOB,
    UNIQUE (tenant, account, version)
  ) STRICT;

  CREATE TABLE lookups (
    kind    INTEGER NOT NULL,
    tenant  TEXT NOT NULL,
    value   BLOB NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (kind, tenant, value)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,
    message_id BLOB NOT NULL UNIQUE,
    tenant     TEXT NOT NULL,
    channel    TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    not_after  INTEGER NOT NULL,
    due        INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    lease      INTEGER NOT NULL,
    key_id     TEXT NOT NULL,
    sealed     BLOB NOT NULL
  ) STRICT;
  CREATE INDEX outbox_by_due ON outbox (due);
)";

constexpr SqliteMigration all_migrations[] = {{1, first_schema}};

int newest(std::span<const SqliteMigration> migrations) {
  return migrations.back().version;
}

void require_not_newer(std::int64_t version, int newest_known) {
  if (version <= newest_known) return;
  throw StoreFailure({errc::schema_too_new, "sqlite: the database has schema " + std::to_string(version) +
                                                ", and this version knows schemas up to " +
                                                std::to_string(newest_known)});
}

bool is_empty(SqliteConnection& connection) {
  return connection.integer("SELECT count(*) FROM sqlite_schema") == 0;
}

void require_ours_or_empty(SqliteConnection& connection) {
  const std::int64_t found = connection.integer("PRAGMA application_id");
  if (found == application_id) return;
  if (found == 0 && connection.integer("PRAGMA user_version") == 0 && is_empty(connection)) return;
  throw StoreFailure({errc::store_failed, "sqlite: the file is a database of another application"});
}

void apply(SqliteConnection& connection, const SqliteMigration& migration) {
  SqliteTransactionStatements statements(connection);
  SqliteTransaction transaction(connection, statements);
  if (connection.integer("PRAGMA user_version") >= migration.version) return;
  connection.execute(migration.sql);
  connection.execute(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  connection.execute(("PRAGMA user_version = " + std::to_string(migration.version)).c_str());
  transaction.commit();
}

}  // namespace

std::span<const SqliteMigration> sqlite_migrations() {
  return all_migrations;
}

void migrate(SqliteConnection& connection, std::span<const SqliteMigration> migrations) {
  require_ours_or_empty(connection);
  require_not_newer(connection.integer("PRAGMA user_version"), newest(migrations));
  if (connection.text("PRAGMA journal_mode = WAL") != "wal") {
    throw StoreFailure({errc::store_failed, "sqlite: the file system does not allow a write-ahead log"});
  }
  for (const SqliteMigration& migration : migrations) apply(connection, migration);
}

void require_known_schema(SqliteConnection& connection) {
  require_not_newer(connection.integer("PRAGMA user_version"), newest(sqlite_migrations()));
}

}  // namespace counterfoil
