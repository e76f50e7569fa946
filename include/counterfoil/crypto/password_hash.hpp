#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/entropy.hpp"

namespace counterfoil {

/// What one Argon2id hash costs (RFC 9106 section 3.1). The defaults are the floor of the OWASP Password
/// Storage Cheat Sheet: 19 MiB, two passes, one lane.
///
/// Within 8 KiB per lane to 1 GiB, 1 to 64 passes, 1 to 16 lanes, and memory times passes at most 4 GiB, so
/// that no stored hash can bind a process for long. Several lanes are computed by threads, which do not
/// survive a fork: a process that was forked after its parent's first hash can use one lane only.
struct Argon2idCost {
  std::uint32_t memory_kib = 19 * 1024;
  std::uint32_t passes = 2;
  std::uint32_t lanes = 1;

  friend bool operator==(const Argon2idCost&, const Argon2idCost&) = default;
};

/// @return errc::invalid_argument when `cost` is outside the range of Argon2idCost. Thread-safe.
COUNTERFOIL_API Result<void> check_cost(const Argon2idCost& cost);

/// A stored password: an Argon2id hash with the salt and the cost that made it (NIST SP 800-63B-4 section
/// 3.1.1.2). Always well-formed. Thread safety: as a plain value.
class COUNTERFOIL_API PasswordHash {
 public:
  /// The longest text form that parse() takes, in bytes.
  static constexpr std::size_t max_text_size = 256;

  /// Reads the text form that text() writes: a PHC string
  /// `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>` with salt and tag in unpadded base64.
  ///
  /// Strict: this scheme, version and order of parameters only, decimal numbers without leading zeros, a cost
  /// in range, a salt of 8 to 64 bytes, a tag of 16 to 64 bytes.
  ///
  /// @return errc::invalid_hash, errc::out_of_memory.
  static Result<PasswordHash> parse(std::string_view text);

  /// The PHC string.
  std::string text() const;
  const Argon2idCost& cost() const noexcept { return cost_; }
  ByteView salt() const noexcept { return salt_; }
  ByteView tag() const noexcept { return tag_; }

  friend bool operator==(const PasswordHash&, const PasswordHash&) = default;

 private:
  PasswordHash(const Argon2idCost& cost, Bytes salt, Bytes tag)
      : cost_(cost), salt_(std::move(salt)), tag_(std::move(tag)) {}
  friend Result<PasswordHash> hash_password(const SecretBytes&, const Argon2idCost&, Entropy&);
  friend Result<PasswordHash> decoy_hash(const Argon2idCost&);

  Argon2idCost cost_;
  Bytes salt_;
  Bytes tag_;
};

/// Hashes a password with a new salt of 128 bits to a tag of 256 bits (RFC 9106 section 4).
///
/// All bytes count, U+0000 and what follows it too. Takes tens of milliseconds and `cost.memory_kib` of
/// memory: call it from a bounded pool, never while holding a lock. Thread-safe.
///
/// @param password  as prepare_password() gives it, 1 to 4096 bytes.
/// @return the hash, or errc::invalid_password when it is empty, errc::too_long, errc::invalid_argument for a
///         cost out of range, errc::entropy_failed, errc::crypto_failed (several lanes after a fork, too),
///         errc::out_of_memory.
COUNTERFOIL_API Result<PasswordHash> hash_password(const SecretBytes& password, const Argon2idCost& cost,
                                                   Entropy& entropy);

/// Verifies a password against a stored hash, at the cost stored with it. The tags are compared in constant
/// time. As slow as hash_password(), and just as thread-safe.
///
/// @param password  as prepare_password() gives it, at most 4096 bytes.
/// @return success only when the password is the one hashed; otherwise errc::password_mismatch,
///         errc::too_long, errc::crypto_failed, errc::out_of_memory.
COUNTERFOIL_API Result<void> verify_password(const SecretBytes& password, const PasswordHash& stored);

/// Whether a password that was just verified should be hashed anew: `stored` was made at another cost than
/// `wanted`, or with another size of salt or tag than hash_password() makes. Thread-safe.
COUNTERFOIL_API bool needs_rehash(const PasswordHash& stored, const Argon2idCost& wanted) noexcept;

/// A hash that no password matches and that takes as long to verify as a real one: verified for accounts that
/// do not exist or have no password, so that they cannot be told apart by time or memory. Always the same
/// for the same cost. Thread-safe. @return errc::invalid_argument for a cost out of range,
/// errc::out_of_memory.
COUNTERFOIL_API Result<PasswordHash> decoy_hash(const Argon2idCost& cost);

}  // namespace counterfoil
