#include "store/sqlite_statement.hpp"

#include <sqlite3.h>

#include <cstring>

#include "store/sqlite_connection.hpp"
#include "store/sqlite_failure.hpp"
#include "store/sqlite_schema.hpp"

namespace counterfoil {

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
  ::sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(SqliteConnection& connection, const char* sql) : connection_(connection) {
  sqlite3_stmt* prepared = nullptr;
  require_ok(
      ::sqlite3_prepare_v3(connection.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr),
      "prepare");
  statement_.reset(prepared);
}

bool SqliteStatement::step() {
  const int code = ::sqlite3_step(statement_.get());
  // SQLite prepares anew when the schema has changed: then somebody has migrated it, and perhaps beyond us.
  if (::sqlite3_stmt_status(statement_.get(), SQLITE_STMTSTATUS_REPREPARE, 1) != 0) {
    require_known_schema(connection_);
  }
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw SqliteFailure(code, "run a statement");
}

void SqliteStatement::reset() noexcept {
  ::sqlite3_reset(statement_.get());
}

int SqliteStatement::changes() const noexcept {
  return ::sqlite3_changes(connection_.handle());
}

void SqliteStatement::bind(int index, std::int64_t value) {
  require_ok(::sqlite3_bind_int64(statement_.get(), index, value), "bind");
}

void SqliteStatement::bind(int index, std::string_view value) {
  const char* data = value.empty() ? "" : value.data();  // a null pointer would bind NULL
  require_ok(::sqlite3_bind_text64(statement_.get(), index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8),
             "bind");
}

void SqliteStatement::bind(int index, ByteView value) {
  const void* data = value.empty() ? static_cast<const void*>("") : value.data();
  require_ok(::sqlite3_bind_blob64(statement_.get(), index, data, value.size(), SQLITE_STATIC), "bind");
}

bool SqliteStatement::Rows::is_null(int column) const noexcept {
  return ::sqlite3_column_type(statement_->statement_.get(), column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::Rows::integer(int column) const noexcept {
  return ::sqlite3_column_int64(statement_->statement_.get(), column);
}

std::string SqliteStatement::Rows::text(int column) const {
  const unsigned char* data = ::sqlite3_column_text(statement_->statement_.get(), column);
  const int size = ::sqlite3_column_bytes(statement_->statement_.get(), column);
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

Bytes SqliteStatement::Rows::bytes(int column) const {
  const auto* data =
      static_cast<const std::byte*>(::sqlite3_column_blob(statement_->statement_.get(), column));
  const int size = ::sqlite3_column_bytes(statement_->statement_.get(), column);
  if (data == nullptr && size > 0) throw std::bad_alloc();
  return {data, data + size};
}

void SqliteStatement::Rows::copy_exactly(int column, std::span<std::byte> out) const {
  const void* data = ::sqlite3_column_blob(statement_->statement_.get(), column);
  const int size = ::sqlite3_column_bytes(statement_->statement_.get(), column);
  if (data == nullptr || static_cast<std::size_t>(size) != out.size()) {
    throw StoreFailure({errc::store_failed, "sqlite: an id in the database has a wrong length"});
  }
  std::memcpy(out.data(), data, out.size());
}

}  // namespace counterfoil
