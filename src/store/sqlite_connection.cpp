#include "store/sqlite_connection.hpp"

#include <sqlite3.h>

#include "store/sqlite_failure.hpp"
#include "store/sqlite_statement.hpp"

namespace counterfoil {

namespace {

constexpr const char* settings = R"(
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA secure_delete = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA wal_autocheckpoint = 0;
)";

}  // namespace

void SqliteConnection::Close::operator()(sqlite3* handle) const noexcept {
  ::sqlite3_close_v2(handle);
}

SqliteConnection::SqliteConnection(const SqliteOptions& options) {
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* opened = nullptr;
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  const int code = ::sqlite3_open_v2(options.path.c_str(), &opened, flags, vfs);
  handle_.reset(opened);
  require_ok(code, "open");
  if (::sqlite3_db_readonly(opened, "main") != 0) {
    throw StoreFailure({errc::store_failed, "sqlite: open: the database file cannot be written"});
  }
  require_ok(::sqlite3_busy_timeout(opened, static_cast<int>(options.busy_timeout.count())), "open");
  execute(settings);
  const bool is_extra = options.synchronous == SqliteSynchronous::extra;
  execute(is_extra ? "PRAGMA synchronous = EXTRA" : "PRAGMA synchronous = FULL");
  if (integer("PRAGMA synchronous") < 2) {
    throw StoreFailure({errc::store_failed, "sqlite: open: synchronous=FULL cannot be set"});
  }
}

void SqliteConnection::execute(const char* sql) {
  require_ok(::sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr), "execute");
}

std::int64_t SqliteConnection::integer(const char* sql) {
  SqliteStatement statement(*this, sql);
  auto rows = statement.run();
  return rows.next() ? rows.integer(0) : 0;
}

std::string SqliteConnection::text(const char* sql) {
  SqliteStatement statement(*this, sql);
  auto rows = statement.run();
  return rows.next() ? rows.text(0) : std::string();
}

}  // namespace counterfoil
