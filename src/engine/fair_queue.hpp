#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>

namespace counterfoil {

/// Lets the writers of one account in first come, first served inside this process, so that nobody starves
/// behind busier ones; conflicts then come from other processes only. Striped by hash: two accounts may share
/// a stripe, which only makes them wait for each other. Thread-safe.
class FairQueue {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// The right to go; ends when destroyed.
  class Turn {
   public:
    Turn(Turn&& other) noexcept;
    Turn& operator=(Turn&&) = delete;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

   private:
    friend class FairQueue;
    struct Stripe;
    explicit Turn(Stripe& stripe) : stripe_(&stripe) {}
    Stripe* stripe_;
  };

  FairQueue();
  FairQueue(const FairQueue&) = delete;
  FairQueue& operator=(const FairQueue&) = delete;
  ~FairQueue();

  /// Waits for the turn of whoever has this hash. @return none when the deadline came first.
  std::optional<Turn> wait(std::size_t hash, Deadline deadline);

  /// How many wait for whoever has this hash.
  std::size_t waiting(std::size_t hash) const;

 private:
  static constexpr std::size_t stripe_count = 1024;

  std::array<Turn::Stripe*, stripe_count> stripes_;
};

}  // namespace counterfoil
