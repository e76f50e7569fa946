#include "crypto/slot_pool.hpp"

#include <atomic>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"
#include "support/threads.hpp"

using counterfoil::detail::SlotPool;
using counterfoil::testing::run_threads;

namespace {

struct Counter {
  int uses = 0;
};

const auto make_counter = [] { return std::make_unique<Counter>(); };

}  // namespace

TEST_CASE("a thread gets back the object that it used last") {
  const SlotPool<Counter> pool;
  for (int i = 0; i < 5; ++i) {
    const auto lease = pool.borrow(make_counter);
    CHECK(lease->uses++ == i);
  }
}

TEST_CASE("objects borrowed at once are different, however many") {
  const SlotPool<Counter> pool;
  std::vector<std::unique_ptr<SlotPool<Counter>::Lease>> leases;
  for (int i = 0; i < 20; ++i) {
    leases.push_back(
        std::unique_ptr<SlotPool<Counter>::Lease>(new SlotPool<Counter>::Lease(pool.borrow(make_counter))));
    CHECK((*leases.back())->uses++ == 0);
  }
}

TEST_CASE("an object that cannot be made is an empty lease, and the pool goes on") {
  const SlotPool<Counter> pool;
  CHECK_FALSE(pool.borrow([] { return std::unique_ptr<Counter>(); }));
  const auto throws = []() -> std::unique_ptr<Counter> { throw std::runtime_error("no"); };
  CHECK_THROWS_AS(pool.borrow(throws), std::runtime_error);
  CHECK(pool.borrow(make_counter));
}

TEST_CASE("no two threads hold one object at a time", "[race]") {
  const SlotPool<Counter> pool;
  std::atomic<int> total{0};
  run_threads(16, [&](int /*thread*/) {
    for (int i = 0; i < 500; ++i) {
      const auto lease = pool.borrow(make_counter);
      ++lease->uses;  // plain, so that a sanitizer sees two threads at once
      ++total;
    }
  });
  CHECK(total == 16 * 500);
}
