#pragma once

#include <cstddef>
#include <string_view>

namespace counterfoil {

/// Whether `text` can be shown as a name on one line: 1 to `max_size` bytes of UTF-8, no control character
/// (C0, U+007F, C1), nothing that overrides the direction of text or ends a line (U+2028–U+202E,
/// U+2066–U+2069), and no space at an end.
bool is_display_text(std::string_view text, std::size_t max_size) noexcept;

}  // namespace counterfoil
