#pragma once

#include <string_view>

namespace counterfoil {

/// Remembers the first claim that did not hold. Checking and reading go on after it, which keeps them straight
/// lines; their result is then thrown away. Thread safety: as a plain value.
class Inspection {
 public:
  /// @param claim  what has to hold, as a noun phrase; a literal.
  void require(bool holds, std::string_view claim) noexcept {
    if (!holds && fault_.empty()) fault_ = claim;
  }

  bool passed() const noexcept { return fault_.empty(); }
  /// The first claim that did not hold; empty when all did.
  std::string_view fault() const noexcept { return fault_; }

 private:
  std::string_view fault_{};
};

}  // namespace counterfoil
