#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// A QR code (ISO/IEC 18004) of a URI, as a matrix of dark and light modules, as SVG, and as terminal text.
///
/// The smallest version is taken that holds the text at error correction level M (15 % of it may be unreadable), which
/// is what a screen or a print needs; then the highest level that fits this version. The pictures have the quiet zone
/// of 4 modules that the standard asks for, and are dark on light, as every reader expects. A picture is as secret as
/// its text: serve it with `Cache-Control: no-store`, and never log it.
///
/// Thread safety: as a plain value.
class COUNTERFOIL_API QrCode {
 public:
  /// The longest text that any QR code holds at level M, in bytes. Every otpauth URI is shorter.
  static constexpr std::size_t max_text_size = 2331;
  /// The light border around the matrix, in modules.
  static constexpr int quiet_zone = 4;

  /// @param text  printable ASCII without spaces, as every URI is: other text would be read differently by different
  ///        readers. Upper-case text gives a smaller code.
  /// @return errc::invalid_argument when the text is empty or has another character; errc::too_long;
  ///         errc::out_of_memory.
  static Result<QrCode> encode(std::string_view text);

  /// Modules on each side, without the quiet zone: 21 to 177.
  int size() const noexcept { return size_; }

  /// Whether a module is dark. Light everywhere outside, so that the quiet zone needs no special case.
  bool is_dark(int x, int y) const noexcept;

  /// A complete SVG image: white, with one black path, sharp at every size, and a title that screen readers speak.
  ///
  /// It has no width or height and fills the place it is put in. It needs no style and no script, so any content
  /// security policy allows it inline.
  ///
  /// @param title  UTF-8 of at most 200 bytes, without control characters; what it is, never what it says.
  /// @return errc::invalid_argument when the title is empty or has a control character, errc::invalid_utf8,
  ///         errc::too_long, errc::out_of_memory.
  Result<std::string> svg(std::string_view title) const;

  /// Lines of half blocks (U+2580, U+2584, U+2588 and space), two modules high each, for a terminal that knows UTF-8.
  ///
  /// Black on white is asked for with 256-colour escapes, which no colour scheme changes, so that the code is dark on
  /// light on dark and light terminals alike; each line ends with the colours as they were.
  ///
  /// @return the text, ending with a line feed, or errc::out_of_memory.
  Result<std::string> terminal_text() const;

 private:
  QrCode(int size, SecretBytes modules) noexcept : size_(size), modules_(std::move(modules)) {}

  int size_ = 0;
  SecretBytes modules_{};  // row by row, 1 is dark
};

}  // namespace counterfoil
