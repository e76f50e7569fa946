#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// The longest text that to_nfc() takes, in bytes.
inline constexpr std::size_t max_nfc_size = std::size_t{1} << 20;

/// Whether `text` is well-formed UTF-8 (Unicode 15.0, table 3-7; RFC 3629 section 3): no overlong form, no
/// surrogate U+D800–U+DFFF, nothing beyond U+10FFFF, no truncated sequence. The empty text is well-formed.
///
/// U+0000 is a code point like any other here, since lengths are explicit everywhere in this library; where
/// it has no business, as in usernames and passwords, the rules of that place refuse it. Never is a text cut
/// at it. Thread-safe.
COUNTERFOIL_API bool is_valid_utf8(std::string_view text) noexcept;

/// How many code points `text` has, which is how lengths of passwords are counted (NIST SP 800-63B-4 section
/// 3.1.1.2). Thread-safe. @return the count, or errc::invalid_utf8.
COUNTERFOIL_API Result<std::size_t> count_code_points(std::string_view text);

/// `text` in Unicode Normalization Form C (UAX #15), so that the same characters are the same bytes.
///
/// Not for secrets: what it works with is not wiped; see prepare_password() for those. Thread-safe.
///
/// @param text  at most max_nfc_size bytes of UTF-8.
/// @return the normalised text, at most three times as long, or errc::invalid_utf8, errc::too_long,
///         errc::provider_failed when ICU's data is not there, errc::out_of_memory.
COUNTERFOIL_API Result<std::string> to_nfc(std::string_view text);

}  // namespace counterfoil
