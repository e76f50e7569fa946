#include "otp/otpauth_label.hpp"

#include <span>

#include "base/utf8_decode.hpp"
#include "counterfoil/otp/otpauth_uri.hpp"
#include "otp/percent_encoding.hpp"

namespace counterfoil::detail {

namespace {

bool is_control(UChar32 c) noexcept {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

// Embeddings, overrides and isolates: a label made with them can look like another one.
bool overrides_direction(UChar32 c) noexcept {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

Result<void> check_text(std::string_view text, const std::string& name, std::size_t max_size, errc fault) {
  if (text.size() > max_size) {
    return Error(errc::too_long, name + ": expected at most " + std::to_string(max_size) + " bytes");
  }
  for (std::size_t position = 0; position < text.size();) {
    const UChar32 c = next_code_point(text, position);
    if (c < 0) return Error(errc::invalid_utf8, name + ": expected well-formed UTF-8");
    if (is_control(c) || overrides_direction(c)) {
      return Error(fault,
                   name + ": expected no control characters and none that override the direction of text");
    }
    if (c == ':') return Error(fault, name + ": expected no colon, which separates issuer and account");
  }
  if (text.starts_with(' ') || text.ends_with(' ')) {
    return Error(fault, name + ": expected no space at either end");
  }
  return {};
}

}  // namespace

Result<void> check_issuer(std::string_view issuer, errc fault) {
  return check_text(issuer, "issuer", max_otpauth_issuer_size, fault);
}

Result<void> check_account(std::string_view account, errc fault) {
  if (account.empty()) return Error(fault, "account: expected not to be empty");
  return check_text(account, "account", max_otpauth_account_size, fault);
}

Result<Label> parse_label(std::string_view text) {
  std::string decoded(text.size(), '\0');
  const auto size = decode_segment(text, "label", std::as_writable_bytes(std::span(decoded)));
  if (!size) return size.error();
  decoded.resize(*size);

  Label label;
  const std::size_t colon = decoded.find(':');
  if (colon == std::string::npos) {
    label.account = std::move(decoded);
  } else {
    label.issuer = decoded.substr(0, colon);
    if (label.issuer.empty()) return Error(errc::invalid_uri, "label: expected an issuer before the colon");
    const std::size_t account = decoded.find_first_not_of(' ', colon + 1);
    if (account != std::string::npos) label.account = decoded.substr(account);
  }
  if (auto checked = check_issuer(label.issuer, errc::invalid_uri); !checked)
    return std::move(checked).error();
  if (auto checked = check_account(label.account, errc::invalid_uri); !checked)
    return std::move(checked).error();
  return label;
}

}  // namespace counterfoil::detail
