#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/key_id.hpp"

namespace counterfoil {

namespace detail {
class WorkingKeys;
}

/// What a key of the ring is used for.
enum class KeyState {
  secondary,  ///< Opens and checks only: just added, or primary before.
  primary,    ///< Seals, besides opening. There is exactly one.
  retired,    ///< Nothing: its material is gone from the ring, only its id is remembered.
};

/// A key of the ring, without its material.
struct KeyInfo {
  KeyId id;
  KeyState state;
  Timestamp created;
  std::optional<Timestamp> retired;  ///< set when, and only when, the state is retired

  friend bool operator==(const KeyInfo&, const KeyInfo&) = default;
};

/// A usable key of a ring, by which seals, digests and codes are made. Cheap to copy; outlives its ring.
/// Thread safety: as a plain value; what it refers to is immutable.
class COUNTERFOIL_API RingKey {
 public:
  KeyId id() const noexcept;

  /// For the library itself.
  const detail::WorkingKeys& working_keys() const noexcept { return *keys_; }
  explicit RingKey(std::shared_ptr<const detail::WorkingKeys> keys) noexcept : keys_(std::move(keys)) {}

 private:
  std::shared_ptr<const detail::WorkingKeys> keys_;
};

/// The keys of one installation: 256 random bits each, from which every working key is derived by
/// HKDF-SHA-256 with a label of its own (RFC 5869). An immutable value that is cheap to copy; a change gives
/// a new ring with the next revision.
///
/// A rotation has phases: `with_new_key` until every process has it, `with_primary`, sealing anew what the
/// old key sealed, and `with_retired` when nothing names the old key any more.
///
/// Thread safety: as a plain value; what it refers to is immutable.
class COUNTERFOIL_API KeyRing {
 public:
  static constexpr std::size_t max_usable_keys = 16;  ///< primary and secondary
  static constexpr std::size_t max_keys = 1000;       ///< retired ones included

  /// A ring of a new installation, with one key, which is primary.
  /// @param now  kept as the key's time of creation; not before 1970.
  /// @return errc::entropy_failed, errc::crypto_failed, errc::clock_failed, errc::out_of_memory.
  static Result<KeyRing> create(Entropy& entropy, Timestamp now);

  /// Reads what write() gave.
  /// @return errc::key_file_damaged when it is truncated, altered or no key ring; errc::schema_too_new when a
  ///         newer version of the library wrote it; errc::crypto_failed, errc::out_of_memory.
  static Result<KeyRing> read(const SecretBytes& text);

  /// The ring as text, with all key material and a checksum: for a provider that keeps rings somewhere.
  /// @return errc::crypto_failed, errc::out_of_memory.
  Result<SecretBytes> write() const;

  /// The ring with one key more, which is secondary; it is the last of keys().
  /// @return errc::limit_reached at max_usable_keys or max_keys, and the errors of create().
  Result<KeyRing> with_new_key(Entropy& entropy, Timestamp now) const;

  /// The ring with `id` as primary; the primary until now becomes secondary.
  /// @return errc::key_not_found, errc::key_retired, errc::out_of_memory.
  Result<KeyRing> with_primary(KeyId id) const;

  /// The ring without the material of `id`. What it sealed cannot be opened by this ring any more.
  /// @return errc::wrong_state for the primary, errc::key_not_found, errc::key_retired, errc::clock_failed,
  ///         errc::out_of_memory.
  Result<KeyRing> with_retired(KeyId id, Timestamp now) const;

  InstallationId installation() const noexcept;
  /// 1 for a new ring, and one more at each change.
  std::uint64_t revision() const noexcept;
  /// All keys, in the order in which they were added; valid as long as this ring.
  const std::vector<KeyInfo>& keys() const& noexcept;
  std::vector<KeyInfo> keys() const&& { return keys(); }

  /// The key that seals.
  const RingKey& primary() const noexcept;
  /// A usable key. @return errc::key_not_found, errc::key_retired.
  Result<RingKey> key(KeyId id) const;
  /// The same without a copy: valid as long as this ring, null where key() has an error.
  const RingKey* find(KeyId id) const noexcept;
  /// The primary and all secondary keys, in the order of keys(); valid as long as this ring.
  const std::vector<RingKey>& usable_keys() const& noexcept;
  std::vector<RingKey> usable_keys() const&& { return usable_keys(); }

 private:
  struct State;
  class Builder;
  explicit KeyRing(std::shared_ptr<const State> state) noexcept : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

}  // namespace counterfoil
