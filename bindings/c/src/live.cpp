#include "live.hpp"

#include <mutex>
#include <typeindex>
#include <unordered_map>

namespace {

struct LiveHandles {
  std::mutex mutex;
  std::unordered_map<const void*, std::type_index> kinds;
};

/// Never destroyed: a garbage collector may destroy handles while the process ends.
LiveHandles& live_handles() {
  static LiveHandles* const handles = new LiveHandles;
  return *handles;
}

}  // namespace

void enter_handle(const void* handle, const std::type_info& kind) {
  const std::lock_guard lock(live_handles().mutex);
  live_handles().kinds.insert_or_assign(handle, kind);
}

bool is_live_handle(const void* handle, const std::type_info& kind) {
  const std::lock_guard lock(live_handles().mutex);
  const auto found = live_handles().kinds.find(handle);
  return found != live_handles().kinds.end() && found->second == kind;
}

bool leave_handle(const void* handle, const std::type_info& kind) {
  const std::lock_guard lock(live_handles().mutex);
  const auto found = live_handles().kinds.find(handle);
  if (found == live_handles().kinds.end() || found->second != kind) return false;
  live_handles().kinds.erase(found);
  return true;
}
