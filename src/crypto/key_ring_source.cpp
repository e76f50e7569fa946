#include "counterfoil/crypto/key_ring_source.hpp"

#include <cstdlib>
#include <new>
#include <utility>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/base64url.hpp"

namespace counterfoil {

KeyRingSource::~KeyRingSource() = default;

MemoryKeyRing::MemoryKeyRing(KeyRing ring) : ring_(std::move(ring)) {}

Result<KeyRing> MemoryKeyRing::load() {
  const std::lock_guard lock(mutex_);
  return ring_;
}

void MemoryKeyRing::replace(KeyRing ring) {
  const std::lock_guard lock(mutex_);
  ring_ = std::move(ring);
}

EnvironmentKeyRing::EnvironmentKeyRing(std::string variable) : variable_(std::move(variable)) {}

Result<KeyRing> EnvironmentKeyRing::load() try {
  const char* const value = std::getenv(variable_.c_str());
  if (value == nullptr || *value == '\0') {
    return Error(errc::key_file_missing, "key ring: the environment variable " + variable_ + " is not set");
  }
  const auto text = decode_secret_base64url(value);
  if (!text) {
    return Error(errc::key_file_damaged,
                 "key ring: the environment variable " + variable_ + " is not base64url without padding");
  }
  return KeyRing::read(*text);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> EnvironmentKeyRing::value_for(const KeyRing& ring) try {
  auto text = ring.write();
  if (!text) return text;
  std::string digits = encode_base64url(text->read(SecretAccess::grant()));
  SecretBytes value{std::string_view(digits)};
  wipe(digits.data(), digits.size());
  return value;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
