#include "store/sqlite_write_statements.hpp"

namespace counterfoil {

SqliteWriteStatements::SqliteWriteStatements(SqliteConnection& connection)
    : find_row(connection, "SELECT id, version FROM rows WHERE kind = ?1 AND tenant = ?2 AND name = ?3"),
      add_account(connection,
                  "INSERT INTO rows (kind, tenant, name, version, key_id, summary, bytes) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
      change_account(connection,
                     "UPDATE rows SET version = ?2, key_id = ?3, summary = ?4, bytes = ?5 WHERE id = ?1"),
      add_expiring(connection,
                   "INSERT INTO rows (kind, tenant, name, version, key_id, expires, summary, bytes) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', ?7)"),
      change_expiring(connection,
                      "UPDATE rows SET version = ?2, key_id = ?3, expires = ?4, bytes = ?5 WHERE id = ?1"),
      sweep(connection,
            "DELETE FROM rows WHERE id IN "
            "(SELECT id FROM rows WHERE expires IS NOT NULL AND expires <= ?1 ORDER BY expires LIMIT ?2)"),
      first_journal(connection, "SELECT min(version) FROM journal WHERE tenant = ?1 AND account = ?2"),
      last_journal(connection, "SELECT max(version) FROM journal WHERE tenant = ?1 AND account = ?2"),
      find_commit(connection,
                  "SELECT commit_id FROM journal WHERE tenant = ?1 AND account = ?2 AND version = ?3"),
      add_journal(connection,
                  "INSERT INTO journal (tenant, account, version, commit_id, headers, bodies) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      prune(connection,
            "DELETE FROM journal WHERE tenant = ?1 AND account = ?2 AND version < ?3 AND version < "
            "(SELECT max(version) FROM journal WHERE tenant = ?1 AND account = ?2)"),
      erase(connection,
            "UPDATE journal SET bodies = NULL "
            "WHERE tenant = ?1 AND account = ?2 AND version <= ?3 AND bodies IS NOT NULL"),
      find_owner(connection, "SELECT account FROM lookups WHERE kind = ?1 AND tenant = ?2 AND value = ?3"),
      add_lookup(connection,
                 "INSERT INTO lookups (kind, tenant, value, account) VALUES (?1, ?2, ?3, ?4) "
                 "ON CONFLICT DO NOTHING"),
      remove_lookup(connection,
                    "DELETE FROM lookups WHERE kind = ?1 AND tenant = ?2 AND value = ?3 AND account = ?4"),
      find_message(connection, "SELECT 1 FROM outbox WHERE message_id = ?1"),
      add_message(
          connection,
          "INSERT INTO outbox "
          "(message_id, tenant, channel, not_before, not_after, key_id, sealed, due, attempts, lease) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?4, 0, 0)"),
      find_due(connection,
               "SELECT message_id, tenant, channel, not_before, not_after, key_id, sealed, attempts, id "
               "FROM outbox WHERE due <= ?1 ORDER BY due, id LIMIT ?2"),
      lease_message(
          connection,
          "UPDATE outbox SET due = ?2, attempts = attempts + 1, lease = attempts + 1 WHERE id = ?1"),
      finish_message(connection, "DELETE FROM outbox WHERE message_id = ?1 AND lease = ?2 AND lease <> 0"),
      postpone_message(
          connection,
          "UPDATE outbox SET due = ?3, lease = 0 WHERE message_id = ?1 AND lease = ?2 AND lease <> 0") {}

}  // namespace counterfoil
