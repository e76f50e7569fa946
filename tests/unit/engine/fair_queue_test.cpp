#include "engine/fair_queue.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace counterfoil;

namespace {

FairQueue::Deadline far_away() {
  return std::chrono::steady_clock::now() + std::chrono::minutes(10);
}
FairQueue::Deadline already_past() {
  return std::chrono::steady_clock::now() - std::chrono::seconds(1);
}

}  // namespace

TEST_CASE("a turn is given at once when nobody is there") {
  FairQueue queue;
  CHECK(queue.wait(1, already_past()).has_value());
}

TEST_CASE("a deadline that is past while somebody is inside gives no turn") {
  FairQueue queue;
  const auto inside = queue.wait(1, far_away());
  REQUIRE(inside);
  CHECK_FALSE(queue.wait(1, already_past()).has_value());
}

TEST_CASE("accounts of different stripes do not wait for each other") {
  FairQueue queue;
  const auto inside = queue.wait(1, far_away());
  REQUIRE(inside);
  CHECK(queue.wait(2, already_past()).has_value());
}

TEST_CASE("a waiter that gave up leaves its place to those behind") {
  FairQueue queue;
  {
    const auto inside = queue.wait(1, far_away());
    CHECK_FALSE(queue.wait(1, already_past()).has_value());
  }
  CHECK(queue.wait(1, already_past()).has_value());
}

TEST_CASE("only one of many threads is inside at a time", "[race]") {
  FairQueue queue;
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  std::atomic<int> turns{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        const auto turn = queue.wait(7, far_away());
        if (!turn) continue;
        const int now = ++inside;
        int seen = most.load();
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        ++turns;
        --inside;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(most == 1);
  CHECK(turns == 1600);
}

TEST_CASE("[A14b] those who wait are let in in the order in which they came", "[race]") {
  FairQueue queue;
  std::mutex mutex;
  std::vector<int> order;
  std::vector<std::thread> threads;
  {
    const auto inside = queue.wait(3, far_away());
    REQUIRE(inside);
    for (int t = 0; t < 6; ++t) {
      const std::size_t before = queue.waiting(3);
      threads.emplace_back([&, t] {
        const auto turn = queue.wait(3, far_away());
        const std::lock_guard lock(mutex);
        order.push_back(turn ? t : -1);
      });
      while (queue.waiting(3) == before) std::this_thread::yield();
    }
  }
  for (auto& thread : threads) thread.join();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4, 5});
}
