#include "store/sqlite_transaction.hpp"

#include <sqlite3.h>

namespace counterfoil {

SqliteTransaction::~SqliteTransaction() {
  // SQLite may have rolled back already, and a rollback that fails leaves nothing that could still be committed.
  if (::sqlite3_get_autocommit(connection_.handle()) == 0) {
    ::sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

}  // namespace counterfoil
