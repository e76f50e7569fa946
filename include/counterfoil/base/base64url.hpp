#pragma once

#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// Writes base64url without padding: RFC 4648 section 5, as RFC 7515 section 2 uses it.
///
/// The time depends on the size only, so that the bytes may be secret (the text is then secret too).
/// Thread-safe. Throws std::bad_alloc only.
COUNTERFOIL_API std::string encode_base64url(ByteView bytes);

/// Reads base64url without padding, strictly: there is one text for each byte string and no other is taken.
///
/// Refused are padding, white space, line breaks, '+' and '/', a length that is 1 more than a multiple of 4,
/// and unused bits that are not zero (RFC 4648 section 3.5).
///
/// @return the bytes, or errc::invalid_encoding, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<Bytes> decode_base64url(std::string_view text);

/// Like decode_base64url, for bytes that are secret. The time depends on the length of the text only.
COUNTERFOIL_API Result<SecretBytes> decode_secret_base64url(std::string_view text);

}  // namespace counterfoil
