#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/process_queue.hpp"
#include "store/sqlite_connection.hpp"

namespace counterfoil {

/// Copies the write-ahead log into the database from a thread of its own, so that no commit waits for it, and
/// keeps the log's length bounded.
///
/// Thread safety: log_grew() may be called from several threads.
class SqliteCheckpointer {
 public:
  explicit SqliteCheckpointer(const SqliteOptions& options);
  SqliteCheckpointer(const SqliteCheckpointer&) = delete;
  SqliteCheckpointer& operator=(const SqliteCheckpointer&) = delete;
  ~SqliteCheckpointer();

  /// The log has `pages` pages now, after a commit of this process.
  void log_grew(int pages) noexcept;

 private:
  void work();
  void checkpoint(bool insists) noexcept;

  const int step_;
  const std::chrono::milliseconds patience_;
  ProcessQueue processes_;
  SqliteConnection connection_;
  std::mutex mutex_;
  std::condition_variable wake_;
  int pages_ = 0;
  int next_pass_;
  int next_insistence_;
  bool is_wanted_ = false;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace counterfoil
