#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/key_ring.hpp"

namespace counterfoil {

/// Where a key ring comes from. A provider: a host that keeps its keys in a vault implements it.
///
/// Implementations are called from several threads at once.
class COUNTERFOIL_API KeyRingSource {
 public:
  KeyRingSource() = default;
  KeyRingSource(const KeyRingSource&) = delete;
  KeyRingSource& operator=(const KeyRingSource&) = delete;
  virtual ~KeyRingSource();

  /// The ring as it is now. Never makes one in place of a missing one.
  /// @return errc::key_file_missing, errc::key_file_exposed, errc::key_file_damaged, errc::schema_too_new,
  ///         errc::provider_failed.
  virtual Result<KeyRing> load() = 0;
};

/// A ring in memory: for tests, and for a host that fetches its ring itself. Thread-safe.
class COUNTERFOIL_API MemoryKeyRing final : public KeyRingSource {
 public:
  explicit MemoryKeyRing(KeyRing ring);

  Result<KeyRing> load() override;

  /// Puts another ring in its place.
  void replace(KeyRing ring);

 private:
  std::mutex mutex_;
  KeyRing ring_;
};

/// A ring from an environment variable, which holds the bytes of a key ring file as base64url without
/// padding. Read at each load(); the process must not change its environment meanwhile.
///
/// Others may read the environment of a process more easily than a file of mode 0600: prefer the file.
/// Thread-safe.
class COUNTERFOIL_API EnvironmentKeyRing final : public KeyRingSource {
 public:
  /// @param variable  its name, such as "COUNTERFOIL_KEY_RING".
  explicit EnvironmentKeyRing(std::string variable);

  /// @return errc::key_file_missing when the variable is not set or empty, errc::key_file_damaged,
  ///         errc::schema_too_new, errc::crypto_failed, errc::out_of_memory.
  Result<KeyRing> load() override;

  /// The value that the variable must have for load() to give `ring`: base64url digits, secret.
  /// @return errc::crypto_failed, errc::out_of_memory.
  static Result<SecretBytes> value_for(const KeyRing& ring);

 private:
  std::string variable_;
};

}  // namespace counterfoil
