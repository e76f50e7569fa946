#pragma once

#include <cstddef>
#include <vector>

#include "base/precis_text.hpp"

namespace counterfoil::detail {

/// The fewest points that `form` can have: it is cut into words, each with at most one mistake, and remaining
/// characters, and each of them is one point. The rule is in screen_password().
///
/// @param words  screening forms of at least two code points each.
std::size_t screening_score(CodePoints form, const std::vector<CodePoints>& words);

}  // namespace counterfoil::detail
