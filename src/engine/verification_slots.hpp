#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>

namespace counterfoil {

/// Bounds how many slow verifications (password hashes, host directories) run at once. A fixed share is kept
/// for known browsers, so that strangers cannot keep owners waiting. Callers queue in order of arrival and
/// only for a bounded time and number. Thread-safe.
class VerificationSlots {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  enum class Lane { stranger, known_browser };

  /// One slot; given back when destroyed.
  class Slot {
   public:
    Slot(Slot&& other) noexcept;
    Slot& operator=(Slot&&) = delete;
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot();

   private:
    friend class VerificationSlots;
    Slot(VerificationSlots& owner, Lane lane) : owner_(&owner), lane_(lane) {}
    VerificationSlots* owner_;
    Lane lane_;
  };

  /// @param slots  verifications at once, at least 2; a quarter of them, at least one, is for known browsers.
  /// @param queue  callers that may wait in each lane; a further one is turned away.
  VerificationSlots(std::size_t slots, std::size_t queue);

  /// @return none when the queue is full or the deadline came first.
  std::optional<Slot> take(Lane lane, Deadline deadline);

  /// How many wait in this lane.
  std::size_t waiting(Lane lane) const;

 private:
  struct Waiter {
    Lane lane;
    std::condition_variable wake;
    bool may_go = false;
  };

  bool has_room(Lane lane) const noexcept;
  void occupy(Lane lane) noexcept;
  void give_back(Lane lane) noexcept;
  void let_next_in() noexcept;

  const std::size_t slots_;
  const std::size_t for_strangers_;
  const std::size_t queue_;
  mutable std::mutex mutex_;
  std::size_t used_ = 0;
  std::size_t used_by_strangers_ = 0;
  std::list<Waiter*> strangers_;
  std::list<Waiter*> known_;
};

}  // namespace counterfoil
