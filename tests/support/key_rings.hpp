#pragma once

#include "counterfoil/crypto/key_ring.hpp"
#include "support/fake_entropy.hpp"

namespace counterfoil::testing {

/// The same ring of one key for the same seed.
inline KeyRing ring_of(std::uint64_t seed) {
  SeededEntropy entropy(seed);
  return KeyRing::create(entropy, from_unix_seconds(1'800'000'000)).value();
}

/// `ring` with a new primary key.
inline KeyRing rotated(const KeyRing& ring, std::uint64_t seed) {
  SeededEntropy entropy(seed);
  const KeyRing added = ring.with_new_key(entropy, from_unix_seconds(1'800'000'000)).value();
  return added.with_primary(added.keys().back().id).value();
}

}  // namespace counterfoil::testing
