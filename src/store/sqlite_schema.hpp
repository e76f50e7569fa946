#pragma once

#include <span>

#include "store/sqlite_connection.hpp"

namespace counterfoil {

/// One step of the schema. Every step changes a table or an index, so that other processes notice it.
struct SqliteMigration {
  int version;  ///< The schema's version after it, one more than before.
  const char* sql;
};

/// The steps from an empty file to the newest schema, in order.
std::span<const SqliteMigration> sqlite_migrations();

/// Brings the database to the newest schema of `migrations`, one transaction a step. Throws StoreFailure:
/// schema_too_new, or store_failed when it belongs to another application.
void migrate(SqliteConnection& connection, std::span<const SqliteMigration> migrations = sqlite_migrations());

/// Throws StoreFailure(schema_too_new) when the schema is newer than this library.
void require_known_schema(SqliteConnection& connection);

}  // namespace counterfoil
