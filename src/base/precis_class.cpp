#include "base/precis_class.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm.h>

#include <cstdint>
#include <optional>

namespace counterfoil::detail {

namespace {

// RFC 8264 section 9.6 (RFC 5892 section 2.6).
std::optional<DerivedProperty> exception(UChar32 c) noexcept {
  switch (c) {
    case 0x00DF:
    case 0x03C2:
    case 0x06FD:
    case 0x06FE:
    case 0x0F0B:
    case 0x3007:
      return DerivedProperty::valid;
    case 0x00B7:
    case 0x0375:
    case 0x05F3:
    case 0x05F4:
    case 0x30FB:
      return DerivedProperty::context_other;
    case 0x0640:
    case 0x07FA:
    case 0x302E:
    case 0x302F:
    case 0x3031:
    case 0x3032:
    case 0x3033:
    case 0x3034:
    case 0x3035:
    case 0x303B:
      return DerivedProperty::disallowed;
    default:
      break;
  }
  const bool arabic_digit = (c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9);
  if (arabic_digit) return DerivedProperty::context_other;
  return std::nullopt;
}

bool is_old_hangul_jamo(UChar32 c) noexcept {
  const auto type = ::u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return type == U_HST_LEADING_JAMO || type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

bool is_noncharacter(UChar32 c) noexcept {
  return ::u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT) != 0;
}

bool is_precis_ignorable(UChar32 c) noexcept {
  return ::u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 || is_noncharacter(c);
}

// A code point that NFKC changes is one whose NFKC quick check says no.
bool has_compatibility_mapping(UChar32 c) noexcept {
  return ::u_getIntPropertyValue(c, UCHAR_NFKC_QUICK_CHECK) == UNORM_NO;
}

constexpr std::uint32_t letter_digits =
    U_GC_LL_MASK | U_GC_LU_MASK | U_GC_LO_MASK | U_GC_ND_MASK | U_GC_LM_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
constexpr std::uint32_t other_letter_digits = U_GC_LT_MASK | U_GC_NL_MASK | U_GC_NO_MASK | U_GC_ME_MASK;
constexpr std::uint32_t freeform_only = other_letter_digits | U_GC_ZS_MASK | U_GC_S_MASK | U_GC_P_MASK;

}  // namespace

// The order is that of RFC 8264 section 8. BackwardCompatible (section 9.7) is empty.
DerivedProperty derived_property(UChar32 c) noexcept {
  if (const auto known = exception(c)) return *known;
  const std::uint32_t category = U_GET_GC_MASK(c);
  if (category == U_GC_CN_MASK && !is_noncharacter(c)) return DerivedProperty::unassigned;
  if (c >= 0x21 && c <= 0x7E) return DerivedProperty::valid;
  if (::u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL)) return DerivedProperty::context_joiner;
  if (is_old_hangul_jamo(c)) return DerivedProperty::disallowed;
  if (is_precis_ignorable(c)) return DerivedProperty::disallowed;
  if (category == U_GC_CC_MASK) return DerivedProperty::disallowed;
  if (has_compatibility_mapping(c)) return DerivedProperty::freeform_valid;
  if (category & letter_digits) return DerivedProperty::valid;
  if (category & freeform_only) return DerivedProperty::freeform_valid;
  return DerivedProperty::disallowed;
}

}  // namespace counterfoil::detail
