#pragma once

#include <cstdint>

namespace counterfoil {

/// Tells a child process that it is not the one that made this.
///
/// Thread safety: as a constant.
class ForkGuard {
 public:
  ForkGuard();

  /// Whether this process is a fork of the one that made the guard. Costs one load.
  bool is_other_process() const noexcept;

 private:
  std::uint64_t generation_;
};

}  // namespace counterfoil
