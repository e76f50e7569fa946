#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace counterfoil::testing {

/// Runs `work(0)` … `work(count - 1)` on threads that start together, and throws what the first of them
/// threw.
inline void start_together(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::mutex mutex;
  std::condition_variable ready;
  std::size_t waiting = 0;
  std::exception_ptr failure;
  std::vector<std::thread> threads;
  threads.reserve(count);
  for (std::size_t index = 0; index < count; ++index) {
    threads.emplace_back([&, index] {
      try {
        {
          std::unique_lock lock(mutex);
          if (++waiting == count) ready.notify_all();
          ready.wait(lock, [&] { return waiting == count; });
        }
        work(index);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace counterfoil::testing
