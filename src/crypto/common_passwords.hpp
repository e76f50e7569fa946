#pragma once

#include "base/precis_text.hpp"

namespace counterfoil::detail {

/// Whether `form`, a screening form, is that of one of the commonest passwords.
bool is_common_password(CodePoints form) noexcept;

}  // namespace counterfoil::detail
