#include "store/sqlite_failure.hpp"

#include <sqlite3.h>

namespace counterfoil {

namespace {

Error error_of(int code, const std::string& doing) {
  const errc kind = (code & 0xFF) == SQLITE_NOMEM ? errc::out_of_memory : errc::store_failed;
  return {kind, "sqlite: " + doing + ": " + ::sqlite3_errstr(code) + " (" + std::to_string(code) + ")"};
}

}  // namespace

SqliteFailure::SqliteFailure(int code, const std::string& doing)
    : StoreFailure(error_of(code, doing)), code_(code) {}

bool SqliteFailure::is_disk_full() const noexcept {
  return (code_ & 0xFF) == SQLITE_FULL;
}

void require_ok(int code, const char* doing) {
  if (code != SQLITE_OK) throw SqliteFailure(code, doing);
}

}  // namespace counterfoil
