#include "store/sqlite_checkpointer.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace counterfoil {

namespace {

// A log so many steps long is worth holding the writers for.
constexpr int steps_to_insist = 4;
// How long the writers are held when somebody reads an old moment of the database.
constexpr Duration patience_with_readers{50};

SqliteOptions impatient(SqliteOptions options) {
  options.busy_timeout = std::min(options.busy_timeout, patience_with_readers);
  return options;
}

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(const SqliteOptions& options)
    : step_(static_cast<int>(options.checkpoint_pages)),
      patience_(options.busy_timeout),
      processes_(options.path + "-queue"),
      connection_(impatient(options)),
      next_pass_(step_),
      next_insistence_(step_ * steps_to_insist),
      thread_([this] { work(); }) {}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void SqliteCheckpointer::log_grew(int pages) noexcept {
  const std::lock_guard lock(mutex_);
  if (pages < pages_) {  // it has started again
    next_pass_ = step_;
    next_insistence_ = step_ * steps_to_insist;
  }
  pages_ = pages;
  if (pages_ < next_pass_ || is_wanted_) return;
  is_wanted_ = true;
  wake_.notify_one();
}

void SqliteCheckpointer::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return is_wanted_ || is_stopped_; });
    if (is_stopped_) return;
    const bool insists = pages_ >= next_insistence_;
    lock.unlock();
    checkpoint(insists);
    lock.lock();
    is_wanted_ = false;
    next_pass_ = pages_ + step_;
    if (insists) next_insistence_ = pages_ + step_ * steps_to_insist;
  }
}

// The first pass disturbs nobody, but as long as others write there is always something left, and the log never
// starts again. When it has become long, the second pass holds the writers for the little that is left. A pass
// that fails leaves the log as it is, and is made again when the log has grown.
void SqliteCheckpointer::checkpoint(bool insists) noexcept {
  ::sqlite3_wal_checkpoint_v2(connection_.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (!insists) return;
  const auto turn = processes_.wait(patience_);
  ::sqlite3_wal_checkpoint_v2(connection_.handle(), "main", SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
}

}  // namespace counterfoil
