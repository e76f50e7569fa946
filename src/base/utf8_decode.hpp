#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <string_view>

namespace counterfoil::detail {

/// The code point that starts at `position`, which is before the end of `text`, and moves past it; negative
/// when what is there is not well-formed UTF-8.
inline UChar32 next_code_point(std::string_view text, std::size_t& position) noexcept {
  UChar32 code_point = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
  U8_NEXT(text.data(), position, text.size(), code_point);
#pragma GCC diagnostic pop
  return code_point;
}

}  // namespace counterfoil::detail
