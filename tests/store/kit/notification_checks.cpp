#include <chrono>
#include <condition_variable>
#include <mutex>

#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

// Waits for a call, not for a time: the bound is only met by a store that never calls.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    ++rung_;
    heard_.notify_all();
  }

  bool was_rung() {
    std::unique_lock lock(mutex_);
    const bool heard = heard_.wait_for(lock, std::chrono::seconds(30), [&] { return rung_ > 0; });
    rung_ = 0;
    return heard;
  }

 private:
  std::mutex mutex_;
  std::condition_variable heard_;
  int rung_ = 0;
};

void own_commits(const OpenStore& open) {
  const auto store = open();
  Bell bell;
  const auto subscription = GOT(store->on_change([&] { bell.ring(); }));
  for (std::uint64_t version = 0; version < 3; ++version) {
    GOT(store->commit(account_change("ann", version, "text", version + 1)));
    EXPECT(bell.was_rung());
  }
}

void commits_of_others(const OpenStore& open) {
  const auto store = open();
  const auto other = open();
  Bell bell;
  const auto subscription = GOT(store->on_change([&] { bell.ring(); }));
  for (std::uint64_t version = 0; version < 3; ++version) {
    GOT(other->commit(account_change("ann", version, "text", version + 1)));
    EXPECT(bell.was_rung());
  }
}

void several_subscribers(const OpenStore& open) {
  const auto store = open();
  Bell first;
  Bell second;
  auto one = GOT(store->on_change([&] { first.ring(); }));
  const auto two = GOT(store->on_change([&] { second.ring(); }));
  GOT(store->commit(account_change("ann", 0, "text", 1)));
  EXPECT(first.was_rung());
  EXPECT(second.was_rung());
  one.reset();
  GOT(store->commit(account_change("ann", 1, "text", 2)));
  EXPECT(second.was_rung());
}

void outlives_the_store(const OpenStore& open) {
  auto store = open();
  auto subscription = GOT(store->on_change([] {}));
  store.reset();
  subscription.reset();
  EXPECT(fails_with(open()->on_change(nullptr), errc::invalid_argument));
}

}  // namespace

void add_notification_checks(Checks& checks) {
  checks.push_back({"a subscriber is told of a commit", false, own_commits});
  checks.push_back({"a subscriber is told of a commit made elsewhere", false, commits_of_others});
  checks.push_back({"all subscribers are told, and one may leave", false, several_subscribers});
  checks.push_back({"a subscription may outlive its store", false, outlives_the_store});
}

}  // namespace counterfoil::testing
