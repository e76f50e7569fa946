#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/key_ring.hpp"
#include "counterfoil/crypto/key_ring_source.hpp"

namespace counterfoil {

/// The key ring of a running process: a ring and the source that it is read again from, so that a rotation
/// made elsewhere arrives without a restart.
///
/// Thread-safe.
class COUNTERFOIL_API LiveKeyRing {
 public:
  /// How long after an unknown key made the ring be read again another unknown key does so: made-up key ids
  /// must not turn into reads of the source.
  static constexpr Duration reread_interval = std::chrono::seconds(1);

  /// Loads the ring.
  ///
  /// @param source    not null.
  /// @param expected  the installation that the data belongs to, if it is known.
  /// @return errc::key_ring_foreign when the ring is of another installation, errc::invalid_argument without a
  ///         source, errc::provider_failed when the source throws, and the errors of KeyRingSource::load().
  static Result<std::shared_ptr<LiveKeyRing>> open(std::shared_ptr<KeyRingSource> source,
                                                   std::optional<InstallationId> expected = std::nullopt);

  /// The ring that is in use now.
  KeyRing current() const;

  /// Reads the ring again and puts it in use. On an error the ring in use stays.
  ///
  /// @return errc::key_ring_foreign when the ring is of another installation, errc::key_file_damaged when it is
  ///         older than the one in use, and the errors of open().
  Result<KeyRing> reload();

  /// The ring in use, after reading it again once if it does not know `id`.
  ///
  /// @param now  the present time, for reread_interval.
  /// @return a ring in which `id` is usable, or errc::key_not_found, errc::key_retired, or the errors of
  /// reload().
  Result<KeyRing> with_key(KeyId id, Timestamp now);

 private:
  LiveKeyRing(std::shared_ptr<KeyRingSource> source, KeyRing ring);
  Result<KeyRing> reload_locked();

  const std::shared_ptr<KeyRingSource> source_;
  std::mutex reload_mutex_;  // held while the source is read
  std::optional<Timestamp> last_reread_;
  mutable std::mutex mutex_;  // guards ring_ only
  KeyRing ring_;
};

}  // namespace counterfoil
