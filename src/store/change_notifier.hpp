#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "counterfoil/provider/store.hpp"

namespace counterfoil {

/// Tells the subscribers of a store about commits, from one thread that starts with the first subscription.
///
/// Thread safety: all functions may be called from several threads.
class ChangeNotifier {
 public:
  /// Asked from the notifier thread every `interval` while somebody is subscribed, and before each round of
  /// callbacks: did somebody else commit since the last time?
  struct Poll {
    std::function<bool()> changed_elsewhere;
    Duration interval;
  };

  ChangeNotifier();
  explicit ChangeNotifier(Poll poll);
  ChangeNotifier(const ChangeNotifier&) = delete;
  ChangeNotifier& operator=(const ChangeNotifier&) = delete;
  /// Ends all subscriptions and the thread.
  ~ChangeNotifier();

  Result<std::unique_ptr<Subscription>> subscribe(std::function<void()> changed);

  /// Something was committed here. Costs next to nothing while nobody is subscribed.
  void changed() noexcept;

 private:
  class Hub;
  class HubSubscription;

  std::shared_ptr<Hub> hub_;
};

}  // namespace counterfoil
