#pragma once

#include <unicode/umachine.h>

#include <string_view>

#include "base/precis_class.hpp"
#include "base/secret_allocator.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil::detail {

/// A text on its way through a profile, as code points in memory that is wiped.
using SecretText = SecretVector<UChar32>;

/// The code points of `text`, or errc::invalid_utf8.
Result<SecretText> decode_utf8(std::string_view text);

/// How many bytes of UTF-8 `text` takes.
std::size_t utf8_size(CodePoints text) noexcept;

/// Writes `text` as UTF-8 to `out`, which has room for utf8_size(text) bytes.
void encode_utf8(CodePoints text, char* out) noexcept;

/// Whether `code_point` is a space (general category Zs); U+0020 is one.
bool is_space(UChar32 code_point) noexcept;

/// `text` in NFC. @return errc::provider_failed when ICU fails.
Result<SecretText> compose(SecretText text);

/// `text` with full-width and half-width code points replaced by their decomposition mappings.
Result<SecretText> map_width(SecretText text);

/// `text` in lower case: Unicode toLowerCase without a locale. @return errc::provider_failed when ICU fails.
Result<SecretText> to_lower(SecretText text);

}  // namespace counterfoil::detail
