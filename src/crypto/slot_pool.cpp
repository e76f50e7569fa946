#include "crypto/slot_pool.hpp"

namespace counterfoil::detail {

std::size_t number_of_this_thread() noexcept {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next.fetch_add(1, std::memory_order_relaxed);
  return mine;
}

}  // namespace counterfoil::detail
