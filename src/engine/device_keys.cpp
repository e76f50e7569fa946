#include "engine/device_keys.hpp"

#include <algorithm>
#include <new>

#include "base/out_of_memory.hpp"

namespace counterfoil {

Result<PublicKey> DeviceKeys::find_or_make(const Digest256& id, SignatureAlgorithm algorithm,
                                           ByteView point) try {
  if (auto kept = find(id, algorithm, point)) return *std::move(kept);
  auto made = PublicKey::from_point(algorithm, point);
  if (made) keep(id, *made);
  return made;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

std::size_t DeviceKeys::size() const {
  const std::lock_guard lock(mutex_);
  return keys_.size();
}

std::optional<PublicKey> DeviceKeys::find(const Digest256& id, SignatureAlgorithm algorithm,
                                          ByteView point) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  if (found == keys_.end() || found->second.algorithm() != algorithm) return std::nullopt;
  const ByteView kept = found->second.point();
  if (!std::equal(kept.begin(), kept.end(), point.begin(), point.end())) return std::nullopt;
  return found->second;
}

void DeviceKeys::keep(const Digest256& id, const PublicKey& key) {
  const std::lock_guard lock(mutex_);
  if (keys_.size() >= max_size && !keys_.contains(id)) keys_.clear();
  keys_.insert_or_assign(id, key);
}

}  // namespace counterfoil
