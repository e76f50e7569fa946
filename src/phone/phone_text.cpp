#include "phone/phone_text.hpp"

#include <array>
#include <cstddef>

#include "counterfoil/phone/phone_number.hpp"
#include "phone/phone_symbol.hpp"

namespace counterfoil::detail {

namespace {

Error refuse(const char* message) {
  return {errc::invalid_phone_number, message};
}

Error refuse_symbol(PhoneSymbolKind kind) {
  switch (kind) {
    case PhoneSymbolKind::letter:
      return refuse("phone number: it contains a letter; expected digits only");
    case PhoneSymbolKind::invisible:
      return refuse(
          "phone number: it contains an invisible or control character; type the number instead of pasting "
          "it");
    case PhoneSymbolKind::malformed:
      return {errc::invalid_utf8, "phone number: expected well-formed UTF-8"};
    default:
      return refuse(
          "phone number: it contains a character that no number has; expected digits, spaces, dots, hyphens "
          "and "
          "brackets");
  }
}

bool starts_with(std::string_view text, std::string_view lower_case) noexcept {
  if (text.size() < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i) {
    const char c = text[i];
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower != lower_case[i]) return false;
  }
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : text_(text) {}

  Result<PhoneText> read() {
    if (auto ok = read_scheme(); !ok) return std::move(ok).error();
    if (auto ok = read_number(); !ok) return std::move(ok).error();
    if (position_ < text_.size()) {
      if (auto ok = read_extension(); !ok) return std::move(ok).error();
    }
    return std::move(out_);
  }

 private:
  Result<void> read_scheme() {
    constexpr std::string_view scheme = "tel:";
    if (!starts_with(text_, scheme)) return {};
    position_ = scheme.size();
    if (position_ < text_.size() && text_[position_] == '+') return {};
    return refuse("phone number: expected + and the country code after tel:");
  }

  Result<void> read_number() {
    while (position_ < text_.size() && !at_extension()) {
      const PhoneSymbol symbol = next_phone_symbol(text_, position_);
      if (symbol.kind == PhoneSymbolKind::separator) continue;
      if (symbol.kind == PhoneSymbolKind::plus) {
        if (!out_.number.empty()) return refuse("phone number: expected + only once, before the first digit");
        out_.number.push_back('+');
        continue;
      }
      if (symbol.kind != PhoneSymbolKind::digit) return refuse_symbol(symbol.kind);
      if (auto ok = take_digit(symbol); !ok) return ok;
    }
    if (digits_ > 0) return {};
    return refuse("phone number: expected digits, with + and the country code first");
  }

  Result<void> take_digit(const PhoneSymbol& symbol) {
    if (auto ok = check_script(symbol); !ok) return ok;
    if (symbol.digit == '0' && digits_ == 0 && !out_.number.empty()) {
      return refuse("phone number: no country code begins with 0; expected the country code right after +");
    }
    if (++digits_ > PhoneNumber::max_digits) {
      return refuse(
          "phone number: it has more than 15 digits; expected + and the country code, then the number");
    }
    out_.number.push_back(symbol.digit);
    return {};
  }

  // Digits of two scripts in one number are how look-alikes are made, never how anybody types.
  Result<void> check_script(const PhoneSymbol& symbol) {
    if (script_zero_ == 0) script_zero_ = symbol.script_zero;
    if (symbol.script_zero == script_zero_) return {};
    return refuse("phone number: it mixes digits of two scripts; expected the digits of one");
  }

  // After the first digit only these characters begin something else than a number.
  bool at_extension() const noexcept {
    if (digits_ == 0) return false;
    switch (text_[position_]) {
      case ';':
      case '#':
      case 'x':
      case 'X':
      case 'e':
      case 'E':
        return true;
      default:
        return false;
    }
  }

  Result<void> read_extension() {
    static constexpr std::array<std::string_view, 6> labels{";ext=", "extension", "extn", "ext", "x", "#"};
    for (const std::string_view label : labels) {
      if (!starts_with(text_.substr(position_), label)) continue;
      position_ += label.size();
      return read_extension_digits();
    }
    if (text_[position_] == ';') {
      return refuse("phone number: expected no parameter but ;ext= after the number");
    }
    return refuse_symbol(PhoneSymbolKind::letter);
  }

  Result<void> read_extension_digits() {
    while (position_ < text_.size() && (text_[position_] == ':' || text_[position_] == '.')) ++position_;
    bool ended = false;
    while (position_ < text_.size()) {
      const PhoneSymbol symbol = next_phone_symbol(text_, position_);
      if (symbol.kind == PhoneSymbolKind::separator) {
        ended = !out_.extension.empty();
        continue;
      }
      if (symbol.kind != PhoneSymbolKind::digit) return refuse_symbol(symbol.kind);
      if (ended || out_.extension.size() == PhoneNumber::max_extension_digits) return refuse_extension();
      if (auto ok = check_script(symbol); !ok) return ok;
      out_.extension.push_back(symbol.digit);
    }
    if (out_.extension.empty()) return refuse_extension();
    return {};
  }

  static Error refuse_extension() {
    return refuse("phone number: expected an extension of 1 to 10 digits without gaps, and nothing after it");
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t digits_ = 0;
  char32_t script_zero_ = 0;
  PhoneText out_;
};

}  // namespace

Result<PhoneText> read_phone_text(std::string_view text) {
  if (text.size() > PhoneNumber::max_text_size) {
    return Error(errc::too_long, "phone number: expected at most 128 bytes");
  }
  return Reader(text).read();
}

}  // namespace counterfoil::detail
