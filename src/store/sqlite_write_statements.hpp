#pragma once

#include "store/sqlite_statement.hpp"

namespace counterfoil {

/// All that is ever done to the database, prepared once.
///
/// Thread safety: one thread at a time.
struct SqliteWriteStatements {
  explicit SqliteWriteStatements(SqliteConnection& connection);

  /// kind, tenant, name → id, version.
  SqliteStatement find_row;
  /// kind, tenant, name, version, key id, summary, bytes.
  SqliteStatement add_account;
  /// id, version, key id, summary, bytes.
  SqliteStatement change_account;
  /// kind, tenant, name, version, key id, expires, bytes.
  SqliteStatement add_expiring;
  /// id, version, key id, expires, bytes.
  SqliteStatement change_expiring;
  /// now, limit.
  SqliteStatement sweep;

  /// tenant, account → first version, or NULL.
  SqliteStatement first_journal;
  /// tenant, account → last version, or NULL.
  SqliteStatement last_journal;
  /// tenant, account, version → commit id.
  SqliteStatement find_commit;
  /// tenant, account, version, commit id, headers, bodies.
  SqliteStatement add_journal;
  /// tenant, account, first version to keep.
  SqliteStatement prune;
  /// tenant, account, last version to erase.
  SqliteStatement erase;

  /// kind, tenant, value → account.
  SqliteStatement find_owner;
  /// kind, tenant, value, account.
  SqliteStatement add_lookup;
  /// kind, tenant, value, account.
  SqliteStatement remove_lookup;

  /// message id → 1.
  SqliteStatement find_message;
  /// message id, tenant, channel, not before, not after, key id, sealed.
  SqliteStatement add_message;
  /// now, limit → message id, tenant, channel, not before, not after, key id, sealed, attempts, id.
  SqliteStatement find_due;
  /// id, end of the lease.
  SqliteStatement lease_message;
  /// message id, lease.
  SqliteStatement finish_message;
  /// message id, lease, due.
  SqliteStatement postpone_message;
};

}  // namespace counterfoil
