#include "engine/fair_queue.hpp"

#include <utility>

namespace counterfoil {

namespace {

struct Waiter {
  std::condition_variable wake;
  bool may_go = false;
};

}  // namespace

struct FairQueue::Turn::Stripe {
  std::mutex mutex;
  bool busy = false;
  std::list<Waiter*> waiting;
};

FairQueue::Turn::Turn(Turn&& other) noexcept : stripe_(std::exchange(other.stripe_, nullptr)) {}

FairQueue::Turn::~Turn() {
  if (stripe_ == nullptr) return;
  const std::lock_guard lock(stripe_->mutex);
  if (stripe_->waiting.empty()) {
    stripe_->busy = false;
    return;
  }
  Waiter* next = stripe_->waiting.front();
  stripe_->waiting.pop_front();
  next->may_go = true;
  next->wake.notify_one();
}

FairQueue::FairQueue() {
  for (auto& stripe : stripes_) stripe = new Turn::Stripe;
}

FairQueue::~FairQueue() {
  for (auto* stripe : stripes_) delete stripe;
}

std::size_t FairQueue::waiting(std::size_t hash) const {
  Turn::Stripe& stripe = *stripes_[hash % stripe_count];
  const std::lock_guard lock(stripe.mutex);
  return stripe.waiting.size();
}

std::optional<FairQueue::Turn> FairQueue::wait(std::size_t hash, Deadline deadline) {
  Turn::Stripe& stripe = *stripes_[hash % stripe_count];
  std::unique_lock lock(stripe.mutex);
  if (!stripe.busy) {
    stripe.busy = true;
    return Turn(stripe);
  }
  Waiter me;
  const auto place = stripe.waiting.insert(stripe.waiting.end(), &me);
  me.wake.wait_until(lock, deadline, [&me] { return me.may_go; });
  if (me.may_go) return Turn(stripe);
  stripe.waiting.erase(place);
  return std::nullopt;
}

}  // namespace counterfoil
