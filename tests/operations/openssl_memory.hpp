#pragma once

namespace counterfoil::operations {

/// The memory that OpenSSL takes in this program. It runs out on demand, for the thread that demands it.
class OpensslMemory {
 public:
  /// While it lives, this thread's allocation of this number, counted from 0, fails, and no other.
  explicit OpensslMemory(int failing);
  ~OpensslMemory();
  OpensslMemory(const OpensslMemory&) = delete;
  OpensslMemory& operator=(const OpensslMemory&) = delete;

  /// Whether that allocation was asked for.
  bool has_failed() const;
  /// Whether OpenSSL takes its memory from here at all: it lets nobody in once it has taken some.
  static bool is_in_place();
};

}  // namespace counterfoil::operations
