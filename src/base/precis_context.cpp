#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/precis_class.hpp"

namespace counterfoil::detail {

namespace {

constexpr UChar32 zero_width_non_joiner = 0x200C;
constexpr UChar32 zero_width_joiner = 0x200D;
constexpr UChar32 middle_dot = 0x00B7;
constexpr UChar32 greek_keraia = 0x0375;
constexpr UChar32 hebrew_geresh = 0x05F3;
constexpr UChar32 hebrew_gershayim = 0x05F4;
constexpr UChar32 katakana_middle_dot = 0x30FB;
constexpr std::uint8_t virama = 9;

UScriptCode script_of(UChar32 c) noexcept {
  UErrorCode status = U_ZERO_ERROR;
  return ::uscript_getScript(c, &status);
}

int32_t joining_type(UChar32 c) noexcept {
  return ::u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
}

bool follows_virama(CodePoints text, std::size_t index) noexcept {
  return index > 0 && ::u_getCombiningClass(text[index - 1]) == virama;
}

// (L or D) T* before, T* (R or D) after: RFC 5892 appendix A.1.
bool joins_on_both_sides(CodePoints text, std::size_t index) noexcept {
  std::size_t before = index;
  while (before > 0 && joining_type(text[before - 1]) == U_JT_TRANSPARENT) --before;
  if (before == 0) return false;
  const auto left = joining_type(text[before - 1]);
  std::size_t after = index + 1;
  while (after < text.size() && joining_type(text[after]) == U_JT_TRANSPARENT) ++after;
  if (after == text.size()) return false;
  const auto right = joining_type(text[after]);
  return (left == U_JT_LEFT_JOINING || left == U_JT_DUAL_JOINING) &&
         (right == U_JT_RIGHT_JOINING || right == U_JT_DUAL_JOINING);
}

bool between_small_l(CodePoints text, std::size_t index) noexcept {
  return index > 0 && index + 1 < text.size() && text[index - 1] == 'l' && text[index + 1] == 'l';
}

bool precedes_script(CodePoints text, std::size_t index, UScriptCode script) noexcept {
  return index + 1 < text.size() && script_of(text[index + 1]) == script;
}

bool follows_script(CodePoints text, std::size_t index, UScriptCode script) noexcept {
  return index > 0 && script_of(text[index - 1]) == script;
}

bool has_japanese(CodePoints text) noexcept {
  return std::any_of(text.begin(), text.end(), [](UChar32 c) {
    const auto script = script_of(c);
    return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HAN;
  });
}

bool has_between(CodePoints text, UChar32 first, UChar32 last) noexcept {
  return std::any_of(text.begin(), text.end(), [=](UChar32 c) { return c >= first && c <= last; });
}

}  // namespace

bool context_allows(CodePoints text, std::size_t index) noexcept {
  const UChar32 c = text[index];
  switch (c) {
    case zero_width_non_joiner:
      return follows_virama(text, index) || joins_on_both_sides(text, index);
    case zero_width_joiner:
      return follows_virama(text, index);
    case middle_dot:
      return between_small_l(text, index);
    case greek_keraia:
      return precedes_script(text, index, USCRIPT_GREEK);
    case hebrew_geresh:
    case hebrew_gershayim:
      return follows_script(text, index, USCRIPT_HEBREW);
    case katakana_middle_dot:
      return has_japanese(text);
    default:
      break;
  }
  // Arabic-Indic digits and extended ones do not mix: appendices A.8 and A.9.
  if (c >= 0x0660 && c <= 0x0669) return !has_between(text, 0x06F0, 0x06F9);
  if (c >= 0x06F0 && c <= 0x06F9) return !has_between(text, 0x0660, 0x0669);
  return false;
}

}  // namespace counterfoil::detail
