#pragma once

#include <memory>
#include <string>

#include "counterfoil/store/sqlite_store.hpp"

struct sqlite3;

namespace counterfoil {

/// One connection to the database, set up as the store needs it. Throws StoreFailure.
///
/// Thread safety: one thread at a time.
class SqliteConnection {
 public:
  /// Opens the existing file. Does not touch its contents.
  explicit SqliteConnection(const SqliteOptions& options);

  sqlite3* handle() const noexcept { return handle_.get(); }

  /// Runs statements that give no rows.
  void execute(const char* sql);
  /// The integer that the first row of `sql` begins with.
  std::int64_t integer(const char* sql);
  /// The text that the first row of `sql` begins with.
  std::string text(const char* sql);

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };

  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace counterfoil
