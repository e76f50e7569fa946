#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace counterfoil::testing {

/// Runs `body(i)` on `count` threads at once, i from 0, and waits for all.
inline void run_threads(int count, const std::function<void(int)>& body) {
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) threads.emplace_back(body, i);
  for (auto& thread : threads) thread.join();
}

}  // namespace counterfoil::testing
