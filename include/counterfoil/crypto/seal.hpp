#pragma once

#include <cstddef>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/data_tuple.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/key_id.hpp"
#include "counterfoil/crypto/key_purpose.hpp"
#include "counterfoil/crypto/key_ring.hpp"

namespace counterfoil {

/// Authenticated encryption of small things under the keys of a ring.
///
/// Sealed bytes are: 1 (the version of the format), the key's id (4 bytes), a nonce (24), the ciphertext, as
/// long as the plaintext, and a tag (16). The cipher is XAES-256-GCM (C2SP): AES-256-GCM (NIST SP 800-38D)
/// under a key derived for each message by NIST SP 800-108r1 from the first half of the nonce. 2^80 messages
/// may be sealed under one key before nonces collide with a probability of 2^-32.
///
/// The nonce is hedged: HMAC-SHA-256 under a key of its own over 32 fresh random bytes, the purpose, the
/// associated data and the plaintext. A source that repeats itself, as after the snapshot of a machine is
/// started twice, therefore gives different nonces for different plaintexts; the same bytes come out only for
/// the same plaintext at the same place. Nothing else enters, so that sealing is a function of its arguments
/// and the entropy.
///
/// The associated data are not stored. They say where the sealed bytes belong, and sealed bytes moved to
/// another account, field or tenant do not open. The version and the key's id are authenticated besides.
///
/// Thread safety: as a plain value; seal() and open() may run on any number of threads at once.
class COUNTERFOIL_API Seal {
 public:
  static constexpr std::size_t overhead = 1 + KeyId::size + 24 + 16;
  static constexpr std::size_t max_plaintext = 1U << 20;  ///< bytes

  Seal(KeyRing ring, SealPurpose purpose) noexcept : ring_(std::move(ring)), purpose_(purpose) {}

  /// Seals `plaintext` under the primary key.
  ///
  /// @param associated_data  where it belongs: tenant, account, incarnation, field and what else must be
  /// equal
  ///                         for it to open.
  /// @return errc::entropy_failed when the random source fails: nothing is then sealed; errc::too_long above
  ///         max_plaintext, errc::provider_failed when the source throws, errc::crypto_failed,
  ///         errc::out_of_memory.
  Result<Bytes> seal(const SecretBytes& plaintext, const DataTuple& associated_data, Entropy& entropy) const;

  /// Opens what seal() gave.
  ///
  /// @return the plaintext, or errc::seal_broken when it was altered, truncated, moved or sealed for another
  ///         purpose, errc::schema_too_new when its format is a later one, errc::key_not_found,
  ///         errc::key_retired, errc::crypto_failed, errc::out_of_memory.
  Result<SecretBytes> open(ByteView sealed, const DataTuple& associated_data) const;

  /// The same plaintext under the primary key: for a rotation.
  /// @return the errors of open() and seal().
  Result<Bytes> reseal(ByteView sealed, const DataTuple& associated_data, Entropy& entropy) const;

  /// The id of the key that sealed it; read, not verified.
  /// @return errc::seal_broken when it is too short to be sealed, errc::schema_too_new.
  static Result<KeyId> key_id_of(ByteView sealed);

 private:
  KeyRing ring_;
  SealPurpose purpose_;
};

}  // namespace counterfoil
