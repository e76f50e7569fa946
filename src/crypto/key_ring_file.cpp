#include "counterfoil/crypto/key_ring_file.hpp"

#include <new>
#include <utility>

#include "base/out_of_memory.hpp"
#include "crypto/private_file.hpp"

namespace counterfoil {

KeyRingFile::KeyRingFile(std::string path) : path_(std::move(path)) {}

Result<KeyRing> KeyRingFile::create(Entropy& entropy, Timestamp now) try {
  auto ring = KeyRing::create(entropy, now);
  if (!ring) return ring;
  const auto text = ring->write();
  if (!text) return text.error();
  const detail::PrivateFile file(path_);
  const auto lock = file.lock();
  if (!lock) return lock.error();
  if (auto created = file.create(*text); !created) return std::move(created).error();
  return ring;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<KeyRing> KeyRingFile::load() try {
  const auto text = detail::PrivateFile(path_).read();
  if (!text) return text.error();
  return KeyRing::read(*text);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<KeyRing> KeyRingFile::add_key(Entropy& entropy, Timestamp now) {
  return change([&](const KeyRing& ring) { return ring.with_new_key(entropy, now); });
}

Result<KeyRing> KeyRingFile::make_primary(KeyId id) {
  return change([id](const KeyRing& ring) { return ring.with_primary(id); });
}

Result<KeyRing> KeyRingFile::retire(KeyId id, Timestamp now) {
  return change([id, now](const KeyRing& ring) { return ring.with_retired(id, now); });
}

Result<KeyRing> KeyRingFile::change(const Change& change) try {
  const detail::PrivateFile file(path_);
  // Before the lock, so that a wrong path leaves no lock file behind.
  if (auto present = file.read(); !present) return std::move(present).error();
  const auto lock = file.lock();
  if (!lock) return lock.error();
  const auto before = load();
  if (!before) return before.error();
  auto after = change(*before);
  if (!after) return after;
  const auto text = after->write();
  if (!text) return text.error();
  if (auto replaced = file.replace(*text); !replaced) return std::move(replaced).error();
  return after;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
