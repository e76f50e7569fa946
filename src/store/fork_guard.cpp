#include "store/fork_guard.hpp"

#include <pthread.h>

#include <atomic>

namespace counterfoil {

namespace {

std::atomic<std::uint64_t> forks{0};

void count_fork() {
  forks.fetch_add(1, std::memory_order_relaxed);
}

std::uint64_t watched_forks() {
  static const int registered = ::pthread_atfork(nullptr, nullptr, count_fork);
  static_cast<void>(registered);
  return forks.load(std::memory_order_relaxed);
}

}  // namespace

ForkGuard::ForkGuard() : generation_(watched_forks()) {}

bool ForkGuard::is_other_process() const noexcept {
  return forks.load(std::memory_order_relaxed) != generation_;
}

}  // namespace counterfoil
