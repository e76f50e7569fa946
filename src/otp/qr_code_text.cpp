#include <new>
#include <string>

#include "base/out_of_memory.hpp"
#include "counterfoil/otp/qr_code.hpp"

namespace counterfoil {

namespace {

// Colours 16 and 231 of the 256 are black and white in every scheme; 30 and 107 are not.
constexpr std::string_view black_on_white = "\x1B[38;5;16;48;5;231m";
constexpr std::string_view colours_as_they_were = "\x1B[39;49m";

std::string_view half_block(bool upper, bool lower) noexcept {
  if (upper) return lower ? "\xE2\x96\x88" : "\xE2\x96\x80";
  return lower ? "\xE2\x96\x84" : " ";
}

}  // namespace

Result<std::string> QrCode::terminal_text() const try {
  const int end = size_ + quiet_zone;
  std::string text;
  for (int y = -quiet_zone; y < end; y += 2) {
    text += black_on_white;
    for (int x = -quiet_zone; x < end; ++x) text += half_block(is_dark(x, y), is_dark(x, y + 1));
    text += colours_as_they_were;
    text += '\n';
  }
  return text;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
