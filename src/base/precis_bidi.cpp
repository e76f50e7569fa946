#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>

#include "base/precis_class.hpp"

namespace counterfoil::detail {

namespace {

constexpr std::uint32_t classes() noexcept {
  return 0;
}
template <class... Rest>
constexpr std::uint32_t classes(UCharDirection first, Rest... rest) noexcept {
  return (std::uint32_t{1} << first) | classes(rest...);
}

constexpr auto right_to_left = classes(U_RIGHT_TO_LEFT, U_RIGHT_TO_LEFT_ARABIC, U_ARABIC_NUMBER);
constexpr auto marks = classes(U_DIR_NON_SPACING_MARK);
constexpr auto neutral =
    classes(U_EUROPEAN_NUMBER, U_EUROPEAN_NUMBER_SEPARATOR, U_COMMON_NUMBER_SEPARATOR,
            U_EUROPEAN_NUMBER_TERMINATOR, U_OTHER_NEUTRAL, U_BOUNDARY_NEUTRAL, U_DIR_NON_SPACING_MARK);

std::uint32_t class_of(UChar32 c) noexcept {
  return std::uint32_t{1} << ::u_charDirection(c);
}

std::uint32_t classes_in(CodePoints text) noexcept {
  std::uint32_t found = 0;
  for (const UChar32 c : text) found |= class_of(c);
  return found;
}

std::uint32_t last_class_before_marks(CodePoints text) noexcept {
  const auto last =
      std::find_if(text.rbegin(), text.rend(), [](UChar32 c) { return (class_of(c) & marks) == 0; });
  return last == text.rend() ? 0 : class_of(*last);
}

// Conditions 2, 3 and 4.
bool is_right_to_left_label(CodePoints text) noexcept {
  const std::uint32_t found = classes_in(text);
  if (found & ~(right_to_left | neutral)) return false;
  if ((found & classes(U_EUROPEAN_NUMBER)) && (found & classes(U_ARABIC_NUMBER))) return false;
  return (last_class_before_marks(text) & (right_to_left | classes(U_EUROPEAN_NUMBER))) != 0;
}

// Conditions 5 and 6.
bool is_left_to_right_label(CodePoints text) noexcept {
  if (classes_in(text) & ~(classes(U_LEFT_TO_RIGHT) | neutral)) return false;
  return (last_class_before_marks(text) & classes(U_LEFT_TO_RIGHT, U_EUROPEAN_NUMBER)) != 0;
}

}  // namespace

bool has_right_to_left(CodePoints text) noexcept {
  return (classes_in(text) & right_to_left) != 0;
}

bool satisfies_bidi_rule(CodePoints text) noexcept {
  if (text.empty()) return false;
  const std::uint32_t first = class_of(text.front());  // condition 1
  if (first & classes(U_RIGHT_TO_LEFT, U_RIGHT_TO_LEFT_ARABIC)) return is_right_to_left_label(text);
  if (first & classes(U_LEFT_TO_RIGHT)) return is_left_to_right_label(text);
  return false;
}

}  // namespace counterfoil::detail
