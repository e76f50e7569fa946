#pragma once

#include <mutex>

#include "durability/disk.hpp"

namespace counterfoil::testing {

/// A disk that is full from one write on, until something is removed from it: of that write half is there, of
/// later ones nothing.
class FullDisk final : public Disk {
 public:
  /// @param fatal_write  counted from 1; 0: it is never full.
  explicit FullDisk(std::size_t fatal_write) : fatal_write_(fatal_write) {}

  int call(const DiskCall& call, const PassOn& pass_on) override {
    if (call.kind == DiskCall::Kind::sync) return SQLITE_OK;  // as if it were done: nobody loses power here
    if (call.kind != DiskCall::Kind::write) return pass_on(call);
    {
      const std::lock_guard lock(mutex_);
      const bool becomes_full = ++writes_ == fatal_write_;
      is_full_ = is_full_ || becomes_full;
      if (is_full_ && !becomes_full) return SQLITE_FULL;
      if (!is_full_) return pass_on(call);
    }
    pass_on(half_of(call));
    return SQLITE_FULL;
  }

  void make_room() {
    const std::lock_guard lock(mutex_);
    is_full_ = false;
  }
  bool is_full() const {
    const std::lock_guard lock(mutex_);
    return is_full_;
  }
  std::size_t writes() const {
    const std::lock_guard lock(mutex_);
    return writes_;
  }

 private:
  const std::size_t fatal_write_;
  mutable std::mutex mutex_;
  bool is_full_ = false;
  std::size_t writes_ = 0;
};

}  // namespace counterfoil::testing
