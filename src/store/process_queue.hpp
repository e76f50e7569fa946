#pragma once

#include <chrono>
#include <string>

namespace counterfoil {

/// A line in which the processes that want to write one database wait for their turn.
///
/// SQLite's own lock is taken by whoever polls at the right moment, mostly by the process that has just let go
/// of it. Here whoever has just had a turn goes behind those who wait: one waits at the head of the line, and
/// the head is passed on only when it moves up. The line is a courtesy: it keeps nothing correct, and who waited
/// for too long goes ahead without a turn.
///
/// It consists of two locks of the kernel (open file description locks) on a file of its own, so that a process
/// that dies leaves no trace.
///
/// Thread safety: one thread at a time; each thread that waits by itself needs its own.
class ProcessQueue {
 public:
  /// Opens or makes the file, readable and writable by its owner only. Throws StoreFailure.
  explicit ProcessQueue(const std::string& path);
  ProcessQueue(const ProcessQueue&) = delete;
  ProcessQueue& operator=(const ProcessQueue&) = delete;
  ~ProcessQueue();

  /// A turn; it ends with its life.
  class Turn {
   public:
    explicit Turn(ProcessQueue* queue) noexcept : queue_(queue) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

    bool is_real() const noexcept { return queue_ != nullptr; }

   private:
    ProcessQueue* queue_;
  };

  /// Waits for a turn; none when `patience` was not enough.
  Turn wait(std::chrono::milliseconds patience) noexcept;

 private:
  enum class Place : long { head = 0, turn = 1 };

  bool try_lock(Place place) noexcept;
  void unlock(Place place) noexcept;

  int file_;
};

}  // namespace counterfoil
