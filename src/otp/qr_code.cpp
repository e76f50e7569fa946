#include "counterfoil/otp/qr_code.hpp"

#include <algorithm>
#include <new>
#include <qrcodegen/qrcodegen.hpp>
#include <stdexcept>
#include <vector>

#include "base/out_of_memory.hpp"

namespace counterfoil {

namespace {

Error too_long() {
  return {errc::too_long, "text: expected at most 2331 bytes, which is what a QR code of level M holds"};
}

Result<void> check(std::string_view text) {
  if (text.size() > QrCode::max_text_size) return too_long();
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (text.empty() || !printable) {
    return Error(errc::invalid_argument, "text: expected printable ASCII without spaces");
  }
  return {};
}

}  // namespace

Result<QrCode> QrCode::encode(std::string_view text) try {
  if (auto checked = check(text); !checked) return std::move(checked).error();
  std::string terminated(text);
  const auto segments = qrcodegen::QrSegment::makeSegments(terminated.c_str());
  wipe(terminated.data(), terminated.size());
  const auto encoded = qrcodegen::QrCode::encodeSegments(segments, qrcodegen::QrCode::Ecc::MEDIUM);

  const int size = encoded.getSize();
  SecretBytes modules(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
  auto module = modules.write(SecretAccess::grant()).begin();
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) *module++ = std::byte{encoded.getModule(x, y)};
  }
  return QrCode(size, std::move(modules));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
} catch (const std::length_error&) {
  return too_long();
}

bool QrCode::is_dark(int x, int y) const noexcept {
  if (x < 0 || y < 0 || x >= size_ || y >= size_) return false;
  const auto index =
      static_cast<std::size_t>(y) * static_cast<std::size_t>(size_) + static_cast<std::size_t>(x);
  return modules_.read(SecretAccess::grant())[index] != std::byte{0};
}

}  // namespace counterfoil
