#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace counterfoil::testing {

/// A database file as somebody else with SQLite sees it. Throws what SQLite says.
class RawSqlite {
 public:
  explicit RawSqlite(const std::string& path, const char* vfs = nullptr) {
    require(::sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs));
    ::sqlite3_busy_timeout(handle_, 60'000);
  }
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;
  ~RawSqlite() { ::sqlite3_close_v2(handle_); }

  sqlite3* handle() const noexcept { return handle_; }

  void execute(const std::string& sql) {
    require(::sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
  }

  std::string text(const std::string& sql) {
    std::string found;
    const auto take = [](void* out, int count, char** values, char**) {
      if (count > 0 && values[0] != nullptr) *static_cast<std::string*>(out) = values[0];
      return 0;
    };
    require(::sqlite3_exec(handle_, sql.c_str(), take, &found, nullptr));
    return found;
  }

  std::int64_t integer(const std::string& sql) { return std::stoll(text(sql)); }

 private:
  void require(int code) const {
    if (code != SQLITE_OK) throw std::runtime_error(::sqlite3_errmsg(handle_));
  }

  sqlite3* handle_ = nullptr;
};

}  // namespace counterfoil::testing
