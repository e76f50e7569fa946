#pragma once

#include <cstdint>
#include <vector>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/key_ring.hpp"

namespace counterfoil::detail {

struct KeyRecord {
  KeyInfo info;
  SecretBytes root;  ///< empty when, and only when, the key is retired
};

/// A key ring as it is written down.
struct KeyRingRecord {
  InstallationId installation;
  std::uint64_t revision = 0;
  std::vector<KeyRecord> keys;
};

/// Writes a ring as lines of text; times are milliseconds since 1970, material is base64url:
///
///     counterfoil-key-ring 1
///     installation 0123456789abcdef0123456789abcdef
///     revision 3
///     key 01234567 primary 1767225600000 <43 digits of base64url>
///     key 89abcdef retired 1735689600000 1767225600000
///     checksum <64 hexadecimal digits: SHA-256 of all lines above>
///
/// @return errc::crypto_failed. Throws std::bad_alloc only.
Result<SecretBytes> write_key_ring(const KeyRingRecord& ring);

/// Reads the text strictly: nothing may be missing, doubled or besides, exactly one key is primary, and the
/// checksum fits. @return errc::key_file_damaged, errc::schema_too_new, errc::crypto_failed. Throws
/// std::bad_alloc only.
Result<KeyRingRecord> read_key_ring(const SecretBytes& text);

}  // namespace counterfoil::detail
