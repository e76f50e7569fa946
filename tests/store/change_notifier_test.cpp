#include "store/change_notifier.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>

#include "support/catch.hpp"

using namespace counterfoil;

namespace {

// Long enough for any machine; a test that passes does not take it.
constexpr std::chrono::seconds patience{30};

}  // namespace

TEST_CASE("a subscriber is told of a change") {
  std::promise<void> told;
  std::atomic<bool> once{false};
  ChangeNotifier notifier;
  const auto subscription = notifier.subscribe([&] {
    if (!once.exchange(true)) told.set_value();
  });
  REQUIRE(subscription);
  notifier.changed();
  CHECK(told.get_future().wait_for(patience) == std::future_status::ready);
}

TEST_CASE("a subscription without a callback is refused") {
  ChangeNotifier notifier;
  CHECK(notifier.subscribe(nullptr).error().code == errc::invalid_argument);
}

TEST_CASE("a callback that throws does not keep others from being told") {
  std::promise<void> told;
  std::atomic<bool> once{false};
  ChangeNotifier notifier;
  const auto bad = notifier.subscribe([] { throw std::runtime_error("on purpose"); });
  const auto good = notifier.subscribe([&] {
    if (!once.exchange(true)) told.set_value();
  });
  notifier.changed();
  CHECK(told.get_future().wait_for(patience) == std::future_status::ready);
}

TEST_CASE("after its end a subscription is silent", "[race]") {
  ChangeNotifier notifier;
  for (int round = 0; round < 200; ++round) {
    std::atomic<bool> ended{false};
    std::atomic<bool> late{false};
    auto subscription = notifier.subscribe([&] {
      if (ended) late = true;
    });
    REQUIRE(subscription);
    notifier.changed();
    subscription->reset();
    ended = true;
    notifier.changed();
    CHECK_FALSE(late);
  }
}

TEST_CASE("a callback may end its own subscription", "[race]") {
  std::promise<void> told;
  ChangeNotifier notifier;
  std::mutex mutex;
  std::unique_ptr<Subscription> subscription;
  {
    const std::lock_guard lock(mutex);
    subscription = notifier
                       .subscribe([&] {
                         const std::lock_guard inner(mutex);
                         if (subscription == nullptr) return;
                         subscription.reset();
                         told.set_value();
                       })
                       .value();
  }
  notifier.changed();
  notifier.changed();
  CHECK(told.get_future().wait_for(patience) == std::future_status::ready);
}

TEST_CASE("a subscription may outlive the notifier") {
  std::unique_ptr<Subscription> subscription;
  {
    ChangeNotifier notifier;
    subscription = notifier.subscribe([] {}).value();
  }
  subscription.reset();
  CHECK(subscription == nullptr);
}

TEST_CASE("the notifier may end inside a callback", "[race]") {
  std::promise<void> ended;
  auto notifier = std::make_unique<ChangeNotifier>();
  std::atomic<ChangeNotifier*> owned{notifier.release()};
  const auto subscription = owned.load()->subscribe([&] {
    if (auto* last = owned.exchange(nullptr); last != nullptr) {
      delete last;
      ended.set_value();
    }
  });
  REQUIRE(subscription);
  owned.load()->changed();
  CHECK(ended.get_future().wait_for(patience) == std::future_status::ready);
}

TEST_CASE("the poll is asked only while somebody is subscribed, and tells") {
  std::atomic<int> asked{0};
  std::promise<void> told;
  std::atomic<bool> once{false};
  ChangeNotifier notifier({[&] { return ++asked == 3; }, Duration(1)});
  CHECK(asked == 0);
  const auto subscription = notifier.subscribe([&] {
    if (!once.exchange(true)) told.set_value();
  });
  CHECK(told.get_future().wait_for(patience) == std::future_status::ready);
  CHECK(asked >= 3);
}
