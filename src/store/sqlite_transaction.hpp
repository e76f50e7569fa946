#pragma once

#include "store/sqlite_connection.hpp"
#include "store/sqlite_statement.hpp"

namespace counterfoil {

/// What a connection's write transactions begin and end with.
struct SqliteTransactionStatements {
  explicit SqliteTransactionStatements(SqliteConnection& connection)
      : begin(connection, "BEGIN IMMEDIATE"), commit(connection, "COMMIT") {}

  SqliteStatement begin;
  SqliteStatement commit;
};

/// A write transaction; it is rolled back unless it was committed. Throws StoreFailure.
class SqliteTransaction {
 public:
  SqliteTransaction(SqliteConnection& connection, SqliteTransactionStatements& statements)
      : connection_(connection), statements_(statements) {
    statements_.begin.execute();
  }
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  ~SqliteTransaction();

  void commit() { statements_.commit.execute(); }

 private:
  SqliteConnection& connection_;
  SqliteTransactionStatements& statements_;
};

}  // namespace counterfoil
