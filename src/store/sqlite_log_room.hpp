#pragma once

#include <cstdint>

#include "store/sqlite_connection.hpp"

namespace counterfoil {

/// Keeps the file of the write-ahead log longer than the log, filled with zeros. A sync of a commit that makes the
/// file longer has to make the new length durable too, and takes about twice as long as one within it. The zeros are
/// no frames of a log: whoever reads it stops there.
///
/// Thread safety: one thread at a time, the connection's.
class SqliteLogRoom {
 public:
  /// Throws StoreFailure.
  explicit SqliteLogRoom(SqliteConnection& connection);

  /// Within a write transaction, so that nobody else writes into the log: makes room for the next commits. When
  /// that fails, the commit makes the file longer by itself.
  void provide() noexcept;

  /// The log has `pages` pages now, after a commit of this connection.
  void log_grew(int pages) noexcept;

 private:
  std::int64_t end_of(int pages) const noexcept;
  void lengthen(std::int64_t size) noexcept;

  SqliteConnection& connection_;
  std::int64_t page_size_;
  int pages_ = 0;
  int pages_of_a_commit_ = 0;
  std::int64_t size_ = 0;
};

}  // namespace counterfoil
