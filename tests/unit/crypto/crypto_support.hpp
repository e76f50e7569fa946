#pragma once

#include <random>
#include <string>
#include <string_view>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/key_ring.hpp"

namespace counterfoil::testing {

inline const Timestamp now = from_unix_seconds(1'767'225'600);

/// A ring with one key, from the operating system's randomness.
inline KeyRing new_ring() {
  return KeyRing::create(*system_entropy(), now).value();
}

/// The same ring with a key more, which is primary.
inline KeyRing rotated(const KeyRing& ring) {
  const KeyRing added = ring.with_new_key(*system_entropy(), now).value();
  return added.with_primary(added.keys().back().id).value();
}

inline std::string text_of(const SecretBytes& secret) {
  return std::string(secret.read_text(SecretAccess::grant()));
}

inline Bytes bytes_of(const SecretBytes& secret) {
  const ByteView bytes = secret.read(SecretAccess::grant());
  return {bytes.begin(), bytes.end()};
}

inline Bytes bytes_of(std::string_view text) {
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

inline Bytes random_bytes(std::mt19937& engine, std::size_t size) {
  Bytes bytes(size);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(engine() & 0xFFU);
  return bytes;
}

}  // namespace counterfoil::testing
