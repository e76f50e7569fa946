#pragma once

#include <string_view>

#include "base/precis_text.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil::detail {

/// `text` as passwords are compared in screening: width mapped, NFC, lower case, 0→o, 1→l, $→s, @→a.
/// @return errc::provider_failed when ICU fails.
Result<SecretText> screening_form(SecretText text);

/// The shortest unit that `form` repeats at least twice, the last time perhaps cut short; otherwise all of
/// it.
CodePoints repeated_unit(CodePoints form);

}  // namespace counterfoil::detail
