#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>

#include "store/process_queue.hpp"
#include "store/sqlite_connection.hpp"
#include "store/sqlite_log_room.hpp"
#include "store/sqlite_transaction.hpp"
#include "store/sqlite_write_statements.hpp"

namespace counterfoil {

/// Something to write, within a transaction that it may share with others.
class SqliteWriteJob {
 public:
  SqliteWriteJob() = default;
  SqliteWriteJob(const SqliteWriteJob&) = delete;
  SqliteWriteJob& operator=(const SqliteWriteJob&) = delete;
  virtual ~SqliteWriteJob() = default;

  /// Reads and writes. It decides before it writes: what it wrote stays in the transaction. When it throws,
  /// everything is rolled back, and it may be called again.
  virtual void write(SqliteWriteStatements& statements) = 0;
};

/// The one connection that writes, and its group commit: the first caller commits as leader for those who came
/// while the disk was busy.
///
/// Thread safety: run() may be called from several threads.
class SqliteWriter {
 public:
  /// @param committed  called after each commit with the number of pages in the write-ahead log.
  SqliteWriter(const SqliteOptions& options, std::function<void(int)> committed);

  /// Runs `job` in a transaction and returns when that is durable. Throws StoreFailure: outcome_unknown when
  /// the job may be stored, otherwise it certainly is not.
  void run(SqliteWriteJob& job);

 private:
  using Clock = std::chrono::steady_clock;

  struct Waiter {
    explicit Waiter(SqliteWriteJob& job_in) : job(job_in) {}

    SqliteWriteJob& job;
    std::condition_variable wake;
    bool is_taken = false;
    bool is_done = false;
    std::optional<Error> error;
  };

  static constexpr std::size_t largest_batch = 128;

  // Those at the front for whom a leader commits; they stay in the queue until it is done.
  struct Batch {
    std::array<Waiter*, largest_batch> waiters;
    std::size_t size = 0;

    std::span<Waiter* const> all() const noexcept { return {waiters.data(), size}; }
  };

  // How far a transaction came before it failed.
  enum class Stage { begin, write, commit };
  struct Failure {
    Stage stage;
    Error error;
  };

  void wait(std::unique_lock<std::mutex>& lock, Waiter& waiter);
  Batch take_batch() noexcept;
  void lead(const Batch& batch) noexcept;
  std::optional<Failure> transact(std::span<Waiter* const> waiters) noexcept;
  void release(const Batch& batch) noexcept;

  const std::chrono::milliseconds patience_;
  const std::function<void(int)> committed_;
  int pages_in_log_ = 0;
  ProcessQueue processes_;
  SqliteConnection connection_;
  SqliteLogRoom log_room_;
  SqliteTransactionStatements transaction_;
  SqliteWriteStatements statements_;
  std::mutex mutex_;
  std::deque<Waiter*> queue_;
};

}  // namespace counterfoil
