#include "model/display_text.hpp"

#include "counterfoil/base/utf8.hpp"

namespace counterfoil {

namespace {

unsigned byte_at(std::string_view text, std::size_t position) noexcept {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0U;
}

/// Whether the character that starts here, in well-formed UTF-8, is one that must not be shown.
bool is_unfit(std::string_view text, std::size_t position) noexcept {
  const unsigned first = byte_at(text, position);
  const unsigned second = byte_at(text, position + 1);
  const unsigned third = byte_at(text, position + 2);
  if (first < 0x20 || first == 0x7F) return true;
  if (first == 0xC2) return second < 0xA0;
  if (first != 0xE2) return false;
  return (second == 0x80 && third >= 0xA8 && third <= 0xAE) ||
         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

}  // namespace

bool is_display_text(std::string_view text, std::size_t max_size) noexcept {
  if (text.empty() || text.size() > max_size || !is_valid_utf8(text)) return false;
  if (text.front() == ' ' || text.back() == ' ') return false;
  for (std::size_t position = 0; position < text.size(); ++position) {
    if (is_unfit(text, position)) return false;
  }
  return true;
}

}  // namespace counterfoil
