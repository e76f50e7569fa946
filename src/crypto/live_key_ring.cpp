#include "counterfoil/crypto/live_key_ring.hpp"

#include <new>
#include <utility>

#include "base/out_of_memory.hpp"

namespace counterfoil {

namespace {

Result<KeyRing> load_from(KeyRingSource& source) try { return source.load(); } catch (const std::bad_alloc&) {
  return detail::out_of_memory();
} catch (...) {
  return Error(errc::provider_failed, "key ring: its source threw an exception");
}

Error foreign() {
  return {errc::key_ring_foreign, "key ring: it belongs to another installation"};
}

}  // namespace

LiveKeyRing::LiveKeyRing(std::shared_ptr<KeyRingSource> source, KeyRing ring)
    : source_(std::move(source)), ring_(std::move(ring)) {}

Result<std::shared_ptr<LiveKeyRing>> LiveKeyRing::open(std::shared_ptr<KeyRingSource> source,
                                                       std::optional<InstallationId> expected) try {
  if (source == nullptr) return Error(errc::invalid_argument, "key ring source: expected one");
  auto ring = load_from(*source);
  if (!ring) return std::move(ring).error();
  if (expected && ring->installation() != *expected) return foreign();
  return std::shared_ptr<LiveKeyRing>(new LiveKeyRing(std::move(source), *std::move(ring)));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

KeyRing LiveKeyRing::current() const {
  const std::lock_guard lock(mutex_);
  return ring_;
}

Result<KeyRing> LiveKeyRing::reload() {
  const std::lock_guard lock(reload_mutex_);
  return reload_locked();
}

Result<KeyRing> LiveKeyRing::with_key(KeyId id, Timestamp now) {
  KeyRing ring = current();
  auto key = ring.key(id);
  if (!key && key.error().code == errc::key_not_found) {
    const std::lock_guard lock(reload_mutex_);
    ring = current();
    key = ring.key(id);
    const bool due = !last_reread_ || now < *last_reread_ || now - *last_reread_ >= reread_interval;
    if (!key && key.error().code == errc::key_not_found && due) {
      last_reread_ = now;
      auto reloaded = reload_locked();
      if (!reloaded) return reloaded;
      ring = *std::move(reloaded);
      key = ring.key(id);
    }
  }
  if (!key) return std::move(key).error();
  return ring;
}

Result<KeyRing> LiveKeyRing::reload_locked() {
  auto loaded = load_from(*source_);
  if (!loaded) return loaded;
  const std::lock_guard lock(mutex_);
  if (loaded->installation() != ring_.installation()) return foreign();
  if (loaded->revision() < ring_.revision()) {
    return Error(errc::key_file_damaged, "key ring: it is older than the one in use");
  }
  ring_ = *loaded;
  return loaded;
}

}  // namespace counterfoil
