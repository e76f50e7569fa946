#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// The longest username or password taken for preparation, in bytes of UTF-8. More than the prepared text may
/// have, since normalisation can shorten it.
inline constexpr std::size_t max_unprepared_size = 4096;

/// The longest prepared username, in code points.
inline constexpr std::size_t max_username_length = 256;

/// The longest prepared password, in code points. Longer ones are refused, never cut.
inline constexpr std::size_t max_password_length = 256;

/// `username` as it is stored and compared: RFC 8265 section 3.3, profile UsernameCaseMapped.
///
/// Full-width and half-width characters are mapped to their ordinary forms, upper case to lower case (Unicode
/// toLowerCase, without any locale), then to NFC. Allowed are letters, digits and visible ASCII
/// (RFC 8264 IdentifierClass), joiners and the like only in their context (RFC 5892 appendix A); a name with
/// right-to-left characters must obey the Bidi Rule (RFC 5893 section 2). Two usernames are the same if their
/// prepared forms are the same bytes. Preparing a prepared username changes nothing.
///
/// `name@domain` is prepared as a whole: `@` and `.` are visible ASCII. The Bidi Rule then covers the whole
/// too, so a right-to-left name is allowed only with a domain that is not left-to-right.
///
/// Thread-safe.
///
/// @param username  at most max_unprepared_size bytes of UTF-8.
/// @return the prepared username, or errc::invalid_utf8, errc::too_long (over max_username_length code points),
///         errc::invalid_username when it is empty or not allowed by the profile, errc::provider_failed when
///         ICU's data is not there, errc::out_of_memory.
COUNTERFOIL_API Result<std::string> prepare_username(std::string_view username);

/// `password` as it is hashed, verified and screened: RFC 8265 section 4.2, profile OpaqueString.
///
/// Spaces other than U+0020 become U+0020, then NFC; case and width stay. Refused are control characters
/// (U+0000 is one: such a password is refused as a whole, never cut), invisible and unassigned code points
/// (RFC 8264 FreeformClass), and joiners out of their context, which rules out some sequences of emoji.
/// Preparing a prepared password changes nothing.
///
/// The copies made on the way are wiped. Thread-safe.
///
/// @param password  at most max_unprepared_size bytes of UTF-8.
/// @return the prepared password, or errc::invalid_utf8, errc::too_long (over max_password_length code points),
///         errc::invalid_password when it is empty or not allowed by the profile, errc::provider_failed when
///         ICU's data is not there, errc::out_of_memory.
COUNTERFOIL_API Result<SecretBytes> prepare_password(const SecretBytes& password);

}  // namespace counterfoil
