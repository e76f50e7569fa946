#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "counterfoil/crypto/jwk.hpp"

namespace counterfoil {

/// The public keys of phones that were heard of lately: making one from its point, with all that is checked of it,
/// takes nearly half as long as verifying a signature. Thread-safe.
class DeviceKeys {
 public:
  static constexpr std::size_t max_size = 4096;  ///< One more, and all are forgotten.

  /// The key with this point. `id` only says where to look: what was kept for another point is not returned.
  /// @return as PublicKey::from_point().
  Result<PublicKey> find_or_make(const Digest256& id, SignatureAlgorithm algorithm, ByteView point);

  std::size_t size() const;

 private:
  std::optional<PublicKey> find(const Digest256& id, SignatureAlgorithm algorithm, ByteView point) const;
  void keep(const Digest256& id, const PublicKey& key);

  mutable std::mutex mutex_;
  std::map<Digest256, PublicKey> keys_;
};

}  // namespace counterfoil
