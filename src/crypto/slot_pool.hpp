#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace counterfoil::detail {

/// A small number for the calling thread, the same for its whole life.
std::size_t number_of_this_thread() noexcept;

/// Objects that are costly to make and used by one thread at a time, such as keyed contexts of OpenSSL.
/// Threads borrow them; each thread looks at a slot of its own first, so that it mostly finds the object it
/// used last and meets nobody. They live no longer than the pool, and so no longer than the key in them.
///
/// Thread-safe. After a fork, a slot that another thread held stays taken in the child; the others serve.
template <class T>
class SlotPool {
  struct alignas(64) Slot {
    std::atomic<bool> taken{false};
    std::unique_ptr<T> object;
  };

 public:
  /// A borrowed object; empty if it could not be made.
  class Lease {
   public:
    Lease(Slot* slot, std::unique_ptr<T> spare) noexcept
        : slot_(slot),
          spare_(std::move(spare)),
          object_(slot != nullptr ? slot->object.get() : spare_.get()) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
      if (slot_ != nullptr) slot_->taken.store(false, std::memory_order_release);
    }

    explicit operator bool() const noexcept { return object_ != nullptr; }
    T* operator->() const noexcept { return object_; }

   private:
    Slot* slot_;
    std::unique_ptr<T> spare_;  // made for this lease alone, when every slot was taken
    T* object_;
  };

  /// Lends an object. `make()` gives a std::unique_ptr<T>, null if that fails, where there is none yet.
  template <class Make>
  Lease borrow(const Make& make) const {
    const std::size_t first = number_of_this_thread();
    for (std::size_t i = 0; i < slot_count; ++i) {
      Slot& slot = slots_[(first + i) % slot_count];
      if (slot.taken.exchange(true, std::memory_order_acquire)) continue;
      if (slot.object == nullptr) fill(slot, make);
      return Lease(&slot, nullptr);
    }
    return Lease(nullptr, make());
  }

 private:
  static constexpr std::size_t slot_count = 8;

  template <class Make>
  static void fill(Slot& slot, const Make& make) {
    try {
      slot.object = make();
    } catch (...) {
      slot.taken.store(false, std::memory_order_release);
      throw;
    }
  }

  mutable std::array<Slot, slot_count> slots_;
};

}  // namespace counterfoil::detail
