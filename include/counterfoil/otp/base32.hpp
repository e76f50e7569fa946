#pragma once

#include <cstddef>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// The longest text that decode_base32() reads, in bytes.
inline constexpr std::size_t max_base32_size = 4096;

/// Writes bytes in base32 (RFC 4648 section 6), as authenticator apps want it: upper case, no padding, no
/// separators. The text is as secret as the bytes. Takes a time that depends on the length only.
///
/// @return the text, empty for no bytes, or errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> encode_base32(const SecretBytes& bytes);

/// Writes base32 for a person to type: as encode_base32(), with a space after every fourth letter.
///
/// @return the text, empty for no bytes, or errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> encode_base32_in_groups(const SecretBytes& bytes);

/// Reads base32 (RFC 4648 section 6), the way people and products write it:
///
/// - letters in upper or lower case, mixed or not;
/// - spaces (U+0020) and hyphens anywhere before the padding, ignored: `jbsw y3dp-ehpk 3pxp`;
/// - padding left out, or exactly as long as RFC 4648 says, and nothing after it.
///
/// Everything else is refused: the digits 0, 1, 8 and 9 (never taken for the letters they resemble), other
/// white space, a number of letters that no bytes give, and unused bits that are not zero, so that no two
/// texts of the same letters stand for the same bytes. Apart from where separators and padding are, the time
/// depends on the length only.
///
/// @param text  at most max_base32_size bytes.
/// @return the bytes, none for an empty text; errc::too_long, errc::invalid_encoding, errc::out_of_memory.
/// Thread-safe.
COUNTERFOIL_API Result<SecretBytes> decode_base32(std::string_view text);

}  // namespace counterfoil
