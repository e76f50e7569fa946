#include "store/process_queue.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "store/store_failure.hpp"

namespace counterfoil {

namespace {

using Clock = std::chrono::steady_clock;

// The head of the line looks often, since the machine is idle until it moves; the others need not be quicker
// than a commit.
constexpr std::chrono::microseconds pause_at_the_head{20};
constexpr std::chrono::microseconds pause_in_the_line{150};

struct ::flock lock_of(short kind, long place) {
  struct ::flock lock {};
  lock.l_type = kind;
  lock.l_whence = SEEK_SET;
  lock.l_start = place;
  lock.l_len = 1;
  return lock;
}

}  // namespace

ProcessQueue::ProcessQueue(const std::string& path)
    : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
  if (file_ < 0) throw StoreFailure({errc::store_failed, "sqlite: the queue's file cannot be opened"});
}

ProcessQueue::~ProcessQueue() {
  ::close(file_);
}

ProcessQueue::Turn ProcessQueue::wait(std::chrono::milliseconds patience) noexcept {
  const auto deadline = Clock::now() + patience;
  while (!try_lock(Place::head)) {
    if (Clock::now() >= deadline) return Turn(nullptr);
    std::this_thread::sleep_for(pause_in_the_line);
  }
  bool has_turn = try_lock(Place::turn);
  while (!has_turn && Clock::now() < deadline) {
    std::this_thread::sleep_for(pause_at_the_head);
    has_turn = try_lock(Place::turn);
  }
  unlock(Place::head);
  return Turn(has_turn ? this : nullptr);
}

bool ProcessQueue::try_lock(Place place) noexcept {
  struct ::flock lock = lock_of(F_WRLCK, static_cast<long>(place));
  return ::fcntl(file_, F_OFD_SETLK, &lock) == 0;
}

void ProcessQueue::unlock(Place place) noexcept {
  struct ::flock lock = lock_of(F_UNLCK, static_cast<long>(place));
  ::fcntl(file_, F_OFD_SETLK, &lock);
}

ProcessQueue::Turn::~Turn() {
  if (queue_ != nullptr) queue_->unlock(Place::turn);
}

}  // namespace counterfoil
