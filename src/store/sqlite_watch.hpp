#pragma once

#include <optional>

#include "store/sqlite_connection.hpp"
#include "store/sqlite_statement.hpp"

namespace counterfoil {

/// Notices commits of others by the database's data version.
///
/// Thread safety: one thread at a time.
class SqliteWatch {
 public:
  explicit SqliteWatch(const SqliteOptions& options) : options_(options) {}

  /// Whether somebody else committed since the last call, or that cannot be told. The first call opens the
  /// connection.
  bool changed() noexcept;

 private:
  struct Open {
    explicit Open(const SqliteOptions& options)
        : connection(options), data_version(connection, "PRAGMA data_version") {}

    SqliteConnection connection;
    SqliteStatement data_version;
  };

  const SqliteOptions options_;
  std::optional<Open> open_;
  std::int64_t seen_ = 0;
};

}  // namespace counterfoil
