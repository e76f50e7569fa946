#include <new>
#include <string>

#include "base/out_of_memory.hpp"
#include "base/utf8_decode.hpp"
#include "counterfoil/otp/qr_code.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_title_size = 200;

Result<void> check_title(std::string_view title) {
  if (title.size() > max_title_size) return Error(errc::too_long, "title: expected at most 200 bytes");
  if (title.empty()) return Error(errc::invalid_argument, "title: expected not to be empty");
  for (std::size_t position = 0; position < title.size();) {
    const UChar32 c = detail::next_code_point(title, position);
    if (c < 0) return Error(errc::invalid_utf8, "title: expected well-formed UTF-8");
    // XML 1.0 section 2.2 has no place for U+FFFE and U+FFFF either.
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF) {
      return Error(errc::invalid_argument, "title: expected no control characters");
    }
  }
  return {};
}

std::string escape_xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// A rectangle for each run of dark modules in a row.
std::string path_of(const QrCode& code) {
  std::string path;
  for (int y = 0; y < code.size(); ++y) {
    for (int x = 0; x < code.size(); ++x) {
      if (!code.is_dark(x, y)) continue;
      int run = 1;
      while (code.is_dark(x + run, y)) ++run;
      path.append("M").append(std::to_string(x + QrCode::quiet_zone));
      path.append(" ").append(std::to_string(y + QrCode::quiet_zone));
      path.append("h").append(std::to_string(run)).append("v1h-").append(std::to_string(run)).append("z");
      x += run;
    }
  }
  return path;
}

}  // namespace

Result<std::string> QrCode::svg(std::string_view title) const try {
  if (auto checked = check_title(title); !checked) return std::move(checked).error();
  const std::string side = std::to_string(size_ + 2 * quiet_zone);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\" role=\"img\"><title>" + escape_xml(title) +
         "</title><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"" + path_of(*this) +
         "\"/></svg>\n";
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
