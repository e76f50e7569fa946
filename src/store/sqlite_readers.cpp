#include "store/sqlite_readers.hpp"

#include <utility>

#include "store/sqlite_failure.hpp"

namespace counterfoil {

SqliteReaders::SqliteReaders(const SqliteOptions& options) : options_(options) {
  free_.reserve(options_.readers);
}

std::unique_ptr<SqliteReader> SqliteReaders::take() {
  std::unique_lock lock(mutex_);
  const auto can_go_on = [this] { return !free_.empty() || open_ < options_.readers; };
  if (!freed_.wait_for(lock, options_.busy_timeout, can_go_on)) {
    throw StoreFailure({errc::store_failed, "sqlite: all readers stayed busy"});
  }
  if (free_.empty()) {
    ++open_;
    lock.unlock();
    return open_one_more();
  }
  auto reader = std::move(free_.back());
  free_.pop_back();
  return reader;
}

std::unique_ptr<SqliteReader> SqliteReaders::open_one_more() {
  try {
    return std::make_unique<SqliteReader>(options_);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    --open_;
    freed_.notify_one();
    throw;
  }
}

void SqliteReaders::give_back(std::unique_ptr<SqliteReader> reader) noexcept {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(reader));
  }
  freed_.notify_one();
}

}  // namespace counterfoil
