#pragma once

#include <functional>
#include <string>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/key_ring.hpp"
#include "counterfoil/crypto/key_ring_source.hpp"

namespace counterfoil {

/// A key ring in a file that only its owner can read.
///
/// The file must be a regular file, not a symbolic link, belong to the user of this process, and have no
/// permission for group or others (mode 0600 or 0400); others must not be able to replace it either, so that
/// its directory may be writable by group or others only with the sticky bit. Otherwise it is refused.
///
/// A change is made under an advisory lock on `<path>.lock`, written beside the file, synced to disk and
/// renamed over it: a crash leaves the old ring or the new, and of two processes that change it at once
/// neither loses what the other did. The lock file stays.
///
/// Thread-safe, and safe between processes. Nothing is kept between the calls.
class COUNTERFOIL_API KeyRingFile final : public KeyRingSource {
 public:
  explicit KeyRingFile(std::string path);

  /// Makes the file, with a ring of a new installation. Never called by the library itself: in place of a
  /// lost ring, a new one opens nothing.
  ///
  /// @return the ring, or errc::already_exists when there is anything at the path; errc::key_file_exposed for
  ///         an unsafe directory; errc::entropy_failed, errc::clock_failed, errc::provider_failed,
  ///         errc::crypto_failed, errc::out_of_memory.
  Result<KeyRing> create(Entropy& entropy, Timestamp now);

  /// Reads the ring.
  /// @return errc::key_file_missing, errc::key_file_exposed, errc::key_file_damaged, errc::schema_too_new,
  ///         errc::provider_failed when the file cannot be read, errc::crypto_failed, errc::out_of_memory.
  Result<KeyRing> load() override;

  /// KeyRing::with_new_key on the file. @return the new ring, whose last key is the new one, or the errors of
  /// load() and of KeyRing::with_new_key.
  Result<KeyRing> add_key(Entropy& entropy, Timestamp now);

  /// KeyRing::with_primary on the file. @return the new ring, or the errors of load() and
  /// KeyRing::with_primary.
  Result<KeyRing> make_primary(KeyId id);

  /// KeyRing::with_retired on the file. The key's material is gone for good: keep a copy of the file as long
  /// as backups that it opens. @return the new ring, or the errors of load() and KeyRing::with_retired.
  Result<KeyRing> retire(KeyId id, Timestamp now);

 private:
  using Change = std::function<Result<KeyRing>(const KeyRing&)>;
  Result<KeyRing> change(const Change& change);

  std::string path_;
};

}  // namespace counterfoil
