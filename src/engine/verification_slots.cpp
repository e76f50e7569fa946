#include "engine/verification_slots.hpp"

#include <algorithm>
#include <utility>

namespace counterfoil {

VerificationSlots::Slot::Slot(Slot&& other) noexcept
    : owner_(std::exchange(other.owner_, nullptr)), lane_(other.lane_) {}

VerificationSlots::Slot::~Slot() {
  if (owner_ != nullptr) owner_->give_back(lane_);
}

VerificationSlots::VerificationSlots(std::size_t slots, std::size_t queue)
    : slots_(std::max<std::size_t>(2, slots)),
      for_strangers_(slots_ - std::max<std::size_t>(1, slots_ / 4)),
      queue_(queue) {}

std::optional<VerificationSlots::Slot> VerificationSlots::take(Lane lane, Deadline deadline) {
  std::unique_lock lock(mutex_);
  auto& waiting = lane == Lane::stranger ? strangers_ : known_;
  if (waiting.empty() && has_room(lane)) {
    occupy(lane);
    return Slot(*this, lane);
  }
  if (waiting.size() >= queue_) return std::nullopt;
  Waiter me{lane, {}, false};
  const auto place = waiting.insert(waiting.end(), &me);
  me.wake.wait_until(lock, deadline, [&me] { return me.may_go; });
  if (me.may_go) return Slot(*this, lane);
  waiting.erase(place);
  return std::nullopt;
}

std::size_t VerificationSlots::waiting(Lane lane) const {
  const std::lock_guard lock(mutex_);
  return lane == Lane::stranger ? strangers_.size() : known_.size();
}

bool VerificationSlots::has_room(Lane lane) const noexcept {
  return used_ < slots_ && (lane == Lane::known_browser || used_by_strangers_ < for_strangers_);
}

void VerificationSlots::occupy(Lane lane) noexcept {
  ++used_;
  if (lane == Lane::stranger) ++used_by_strangers_;
}

void VerificationSlots::give_back(Lane lane) noexcept {
  const std::lock_guard lock(mutex_);
  --used_;
  if (lane == Lane::stranger) --used_by_strangers_;
  let_next_in();
}

void VerificationSlots::let_next_in() noexcept {
  for (auto* waiting : {&known_, &strangers_}) {
    while (!waiting->empty() && has_room(waiting->front()->lane)) {
      Waiter* next = waiting->front();
      waiting->pop_front();
      occupy(next->lane);
      next->may_go = true;
      next->wake.notify_one();
    }
  }
}

}  // namespace counterfoil
