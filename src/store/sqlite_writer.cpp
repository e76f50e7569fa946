#include "store/sqlite_writer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "store/sqlite_failure.hpp"

namespace counterfoil {

namespace {

int remember_pages(void* pages_in_log, sqlite3* /*handle*/, const char* /*schema*/, int pages) {
  *static_cast<int*>(pages_in_log) = pages;
  return SQLITE_OK;
}

Error unknown(const Error& error) {
  return {errc::outcome_unknown, error.message};
}

}  // namespace

SqliteWriter::SqliteWriter(const SqliteOptions& options, std::function<void(int)> committed)
    : patience_(options.busy_timeout),
      committed_(std::move(committed)),
      processes_(options.path + "-queue"),
      connection_(options),
      log_room_(connection_),
      transaction_(connection_),
      statements_(connection_) {
  ::sqlite3_wal_hook(connection_.handle(), remember_pages, &pages_in_log_);
}

void SqliteWriter::run(SqliteWriteJob& job) {
  Waiter waiter(job);
  std::unique_lock lock(mutex_);
  queue_.push_back(&waiter);
  wait(lock, waiter);
  if (!waiter.is_done) {
    const Batch batch = take_batch();
    lock.unlock();
    lead(batch);
    lock.lock();
    release(batch);
  }
  if (waiter.error) throw StoreFailure(*std::move(waiter.error));
}

// Until the job is done, or this caller has to lead.
void SqliteWriter::wait(std::unique_lock<std::mutex>& lock, Waiter& waiter) {
  const auto deadline = Clock::now() + patience_;
  while (!waiter.is_done && queue_.front() != &waiter) {
    if (waiter.is_taken) {
      waiter.wake.wait(lock);
    } else if (waiter.wake.wait_until(lock, deadline) == std::cv_status::timeout && !waiter.is_taken &&
               !waiter.is_done && queue_.front() != &waiter) {
      queue_.erase(std::ranges::find(queue_, &waiter));
      throw StoreFailure({errc::store_failed, "sqlite: too many others were waiting to write"});
    }
  }
}

SqliteWriter::Batch SqliteWriter::take_batch() noexcept {
  Batch batch;
  for (Waiter* waiter : queue_) {
    if (batch.size == largest_batch) break;
    waiter->is_taken = true;
    batch.waiters[batch.size++] = waiter;
  }
  return batch;
}

void SqliteWriter::release(const Batch& batch) noexcept {
  queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(batch.size));
  for (Waiter* waiter : batch.all()) {
    waiter->is_done = true;
    waiter->wake.notify_one();
  }
  if (!queue_.empty()) queue_.front()->wake.notify_one();
}

// Together if that goes; otherwise each alone, so that what one cannot do is not the others' loss.
void SqliteWriter::lead(const Batch& batch) noexcept {
  const auto turn = processes_.wait(patience_ / 2);
  const auto together = transact(batch.all());
  if (!together) return;
  if (batch.size > 1 && together->stage == Stage::write) {
    for (Waiter* waiter : batch.all()) {
      if (const auto alone = transact({&waiter, 1})) waiter->error = alone->error;
    }
  } else {
    for (Waiter* waiter : batch.all()) waiter->error = together->error;
  }
}

std::optional<SqliteWriter::Failure> SqliteWriter::transact(std::span<Waiter* const> waiters) noexcept {
  Stage stage = Stage::begin;
  try {
    try {
      SqliteTransaction transaction(connection_, transaction_);
      log_room_.provide();
      stage = Stage::write;
      for (Waiter* waiter : waiters) waiter->job.write(statements_);
      stage = Stage::commit;
      pages_in_log_ = 0;
      transaction.commit();
    } catch (const SqliteFailure& failure) {
      // A disk that is full leaves the log without the commit. After another fault the commit may be in it,
      // and come back to life if the machine stops now.
      if (stage == Stage::commit && failure.is_disk_full()) return Failure{Stage::write, failure.error()};
      return Failure{stage, stage == Stage::commit ? unknown(failure.error()) : failure.error()};
    } catch (const StoreFailure& failure) {
      return Failure{stage, failure.error()};
    }
  } catch (...) {
    return Failure{stage, Error(errc::out_of_memory, "out of memory")};
  }
  if (pages_in_log_ > 0) {
    log_room_.log_grew(pages_in_log_);
    committed_(pages_in_log_);
  }
  return std::nullopt;
}

}  // namespace counterfoil
