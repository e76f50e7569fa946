#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sqlite_reader.hpp"

namespace counterfoil {

/// The connections that read, opened when they are needed, up to a number. Throws StoreFailure.
///
/// Thread safety: all functions may be called from several threads.
class SqliteReaders {
 public:
  explicit SqliteReaders(const SqliteOptions& options);

  /// Calls `work(reader)` with a reader of its own; waits for one as long as the options say.
  template <class Work>
  auto with(Work&& work) {
    const Loan loan(*this);
    return work(*loan.reader);
  }

 private:
  struct Loan {
    explicit Loan(SqliteReaders& readers_in) : readers(readers_in), reader(readers.take()) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { readers.give_back(std::move(reader)); }

    SqliteReaders& readers;
    std::unique_ptr<SqliteReader> reader;
  };

  std::unique_ptr<SqliteReader> take();
  std::unique_ptr<SqliteReader> open_one_more();
  void give_back(std::unique_ptr<SqliteReader> reader) noexcept;

  const SqliteOptions options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<SqliteReader>> free_;
  std::size_t open_ = 0;
};

}  // namespace counterfoil
