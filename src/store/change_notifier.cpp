#include "store/change_notifier.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

namespace counterfoil {

namespace {

struct Subscriber {
  std::function<void()> callback;
  bool ended = false;
  bool running = false;
};

}  // namespace

// Owned by the notifier, its subscriptions and its thread, so that the three may end in any order.
class ChangeNotifier::Hub : public std::enable_shared_from_this<Hub> {
 public:
  Hub() = default;
  explicit Hub(Poll poll) : poll_(std::move(poll)) {}

  std::shared_ptr<Subscriber> add(std::function<void()> callback) {
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->callback = std::move(callback);
    const std::lock_guard lock(mutex_);
    subscribers_.push_back(subscriber);
    try {
      if (!thread_.joinable()) thread_ = std::thread([self = shared_from_this()] { self->run(); });
    } catch (...) {
      subscribers_.pop_back();
      throw;
    }
    count_.store(subscribers_.size());
    wake_.notify_all();
    return subscriber;
  }

  void remove(const std::shared_ptr<Subscriber>& subscriber) noexcept {
    std::unique_lock lock(mutex_);
    subscriber->ended = true;
    std::erase(subscribers_, subscriber);
    count_.store(subscribers_.size());
    if (is_own_thread()) return;
    finished_.wait(lock, [&] { return !subscriber->running; });
    const auto last_use = std::exchange(subscriber->callback, nullptr);
    lock.unlock();
  }

  void changed() noexcept {
    if (count_.load() == 0) return;
    const std::lock_guard lock(mutex_);
    pending_ = true;
    wake_.notify_all();
  }

  void stop() noexcept {
    std::thread thread;
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
      thread.swap(thread_);
    }
    wake_.notify_all();
    if (!thread.joinable()) return;
    if (thread.get_id() == std::this_thread::get_id()) {
      thread.detach();  // the last owner let go of the store inside a callback
    } else {
      thread.join();
    }
  }

 private:
  bool is_own_thread() const noexcept { return runner_ == std::this_thread::get_id(); }

  void run() {
    std::unique_lock lock(mutex_);
    runner_ = std::this_thread::get_id();
    while (!stopped_) {
      wait(lock);
      if (stopped_ || subscribers_.empty()) continue;
      bool tell = std::exchange(pending_, false);
      if (poll_.changed_elsewhere) {
        lock.unlock();
        tell = poll_.changed_elsewhere() || tell;
        lock.lock();
      }
      if (tell) call_all(lock);
    }
  }

  void wait(std::unique_lock<std::mutex>& lock) {
    if (subscribers_.empty()) {
      wake_.wait(lock, [this] { return stopped_ || !subscribers_.empty(); });
    } else if (poll_.changed_elsewhere) {
      wake_.wait_for(lock, poll_.interval, [this] { return stopped_ || pending_; });
    } else {
      wake_.wait(lock, [this] { return stopped_ || pending_ || subscribers_.empty(); });
    }
  }

  void call_all(std::unique_lock<std::mutex>& lock) {
    round_ = subscribers_;
    for (const auto& subscriber : round_) {
      if (subscriber->ended || stopped_) continue;
      subscriber->running = true;
      lock.unlock();
      try {
        subscriber->callback();
      } catch (...) {  // NOLINT(bugprone-empty-catch): a hint has nobody to report to
      }
      lock.lock();
      subscriber->running = false;
      finished_.notify_all();
    }
    lock.unlock();
    round_.clear();  // a callback's destructor may come back here
    lock.lock();
  }

  Poll poll_{};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable finished_;
  std::vector<std::shared_ptr<Subscriber>> subscribers_;
  std::vector<std::shared_ptr<Subscriber>> round_;
  std::atomic<std::size_t> count_{0};
  bool pending_ = false;
  bool stopped_ = false;
  std::thread thread_;
  std::thread::id runner_;
};

class ChangeNotifier::HubSubscription final : public Subscription {
 public:
  HubSubscription(std::shared_ptr<Hub> hub, std::function<void()> callback)
      : hub_(std::move(hub)), subscriber_(hub_->add(std::move(callback))) {}
  ~HubSubscription() override { hub_->remove(subscriber_); }

 private:
  std::shared_ptr<Hub> hub_;
  std::shared_ptr<Subscriber> subscriber_;
};

ChangeNotifier::ChangeNotifier() : hub_(std::make_shared<Hub>()) {}
ChangeNotifier::ChangeNotifier(Poll poll) : hub_(std::make_shared<Hub>(std::move(poll))) {}

ChangeNotifier::~ChangeNotifier() {
  hub_->stop();
}

Result<std::unique_ptr<Subscription>> ChangeNotifier::subscribe(std::function<void()> changed) {
  if (!changed) return Error(errc::invalid_argument, "on_change: a callback is expected");
  try {
    return std::unique_ptr<Subscription>(std::make_unique<HubSubscription>(hub_, std::move(changed)));
  } catch (const std::bad_alloc&) {
    return Error(errc::out_of_memory, "on_change: memory ran out");
  } catch (const std::system_error&) {
    return Error(errc::store_failed, "on_change: the notifier thread cannot be started");
  }
}

void ChangeNotifier::changed() noexcept {
  hub_->changed();
}

}  // namespace counterfoil
