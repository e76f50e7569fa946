#include "base/precis_text.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/icu.hpp"
#include "base/utf8_decode.hpp"

namespace counterfoil::detail {

namespace {

using Utf16 = SecretVector<char16_t>;

// Below the combining marks nothing composes: a text without any is in NFC.
constexpr UChar32 first_combining_mark = 0x0300;

Utf16 to_utf16(CodePoints text) {
  Utf16 units;
  units.reserve(text.size() * 2);
  for (const UChar32 c : text) {
    if (U_IS_BMP(c)) {
      units.push_back(static_cast<char16_t>(c));
    } else {
      units.push_back(static_cast<char16_t>(U16_LEAD(c)));
      units.push_back(static_cast<char16_t>(U16_TRAIL(c)));
    }
  }
  return units;
}

SecretText from_utf16(const Utf16& units) {
  SecretText text;
  text.reserve(units.size());
  for (std::size_t i = 0; i < units.size();) {
    UChar32 c = 0;
    U16_NEXT(units.data(), i, units.size(), c);
    text.push_back(c);
  }
  return text;
}

int32_t length(const Utf16& units) noexcept {
  return static_cast<int32_t>(units.size());
}

/// Runs an ICU function on UTF-16 with a destination so large that ICU needs no memory of its own, which it
/// would not wipe. NFC takes at most three times as much (UAX #15 table 3), lower case less.
template <class Function>
Result<SecretText> convert(CodePoints text, Function&& function) {
  const Utf16 source = to_utf16(text);
  Utf16 target(source.size() * 3 + 1);
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size = function(source, target, status);
  if (U_FAILURE(status)) return Error(errc::provider_failed, "ICU: the text could not be converted");
  target.resize(static_cast<std::size_t>(size));
  return from_utf16(target);
}

}  // namespace

Result<SecretText> decode_utf8(std::string_view text) {
  SecretText decoded;
  decoded.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const UChar32 c = next_code_point(text, position);
    if (c < 0) return Error(errc::invalid_utf8, "text: expected well-formed UTF-8");
    decoded.push_back(c);
  }
  return decoded;
}

std::size_t utf8_size(CodePoints text) noexcept {
  std::size_t size = 0;
  for (const UChar32 c : text) size += static_cast<std::size_t>(U8_LENGTH(c));
  return size;
}

void encode_utf8(CodePoints text, char* out) noexcept {
  std::size_t written = 0;
  for (const UChar32 c : text) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_APPEND_UNSAFE(out, written, c);
#pragma GCC diagnostic pop
  }
}

bool is_space(UChar32 code_point) noexcept {
  return ::u_charType(code_point) == U_SPACE_SEPARATOR;
}

Result<SecretText> compose(SecretText text) {
  if (std::all_of(text.begin(), text.end(), [](UChar32 c) { return c < first_combining_mark; })) return text;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = ::unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return Error(errc::provider_failed, "ICU: its Unicode data cannot be loaded");
  return convert(text, [nfc](const Utf16& source, Utf16& target, UErrorCode& failure) {
    return ::unorm2_normalize(nfc, source.data(), length(source), target.data(), length(target), &failure);
  });
}

Result<SecretText> map_width(SecretText text) {
  const auto forms = normalizers();
  if (!forms) return forms.error();
  for (UChar32& c : text) {
    const auto type = ::u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE);
    if (type != U_DT_WIDE && type != U_DT_NARROW) continue;
    icu::UnicodeString mapping;
    if (forms->nfkc->getRawDecomposition(c, mapping)) c = mapping.char32At(0);
  }
  return text;
}

Result<SecretText> to_lower(SecretText text) {
  return convert(text, [](const Utf16& source, Utf16& target, UErrorCode& failure) {
    return ::u_strToLower(target.data(), length(target), source.data(), length(source), "", &failure);
  });
}

}  // namespace counterfoil::detail
