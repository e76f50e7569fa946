#include "counterfoil/base/utf8.hpp"

#include <unicode/bytestream.h>

#include <new>
#include <optional>

#include "base/icu.hpp"
#include "base/utf8_decode.hpp"

namespace counterfoil {

namespace {

std::optional<std::size_t> code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  std::size_t position = 0;
  while (position < text.size()) {
    if (detail::next_code_point(text, position) < 0) return std::nullopt;
    ++count;
  }
  return count;
}

Error not_utf8() {
  return {errc::invalid_utf8, "text: expected well-formed UTF-8"};
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept {
  return code_points(text).has_value();
}

Result<std::size_t> count_code_points(std::string_view text) {
  const auto count = code_points(text);
  if (!count) return not_utf8();
  return *count;
}

Result<std::string> to_nfc(std::string_view text) try {
  if (text.size() > max_nfc_size) {
    return Error(errc::too_long, "text: expected at most " + std::to_string(max_nfc_size) + " bytes");
  }
  if (!is_valid_utf8(text)) return not_utf8();
  const auto forms = detail::normalizers();
  if (!forms) return forms.error();

  std::string normalized;
  icu::StringByteSink<std::string> sink(&normalized, static_cast<int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece source(text.data(), static_cast<int32_t>(text.size()));
  forms->nfc->normalizeUTF8(0, source, sink, nullptr, status);
  if (status == U_MEMORY_ALLOCATION_ERROR)
    return Error(errc::out_of_memory, "text: no memory to normalise it");
  if (U_FAILURE(status)) return Error(errc::provider_failed, "ICU: the text could not be normalised");
  return normalized;
} catch (const std::bad_alloc&) {
  return Error(errc::out_of_memory, "text: no memory to normalise it");
}

}  // namespace counterfoil
