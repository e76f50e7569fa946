#include "http/request_id.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace portal {

std::string new_request_id() {
  // The start's time above, a count below: unlike after a restart, too.
  static std::atomic<std::uint64_t> next =
      static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch() /
                                 std::chrono::seconds(1))
      << 32U;
  std::uint64_t number = next++;
  std::string text(16, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= 4U)
    *digit = "0123456789abcdef"[number & 15U];
  return text;
}

}  // namespace portal
