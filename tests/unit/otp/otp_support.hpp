#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "counterfoil/base/secret.hpp"
#include "counterfoil/otp/totp.hpp"
#include "support/vectors.hpp"

namespace counterfoil::testing {

inline std::string text_of(const SecretBytes& secret) {
  return std::string(secret.read_text(SecretAccess::grant()));
}

inline SecretBytes secret_from_hex(std::string_view digits) {
  return SecretBytes(ByteView(from_hex(digits)));
}

inline SecretBytes random_bytes(std::mt19937_64& random, std::size_t size) {
  SecretBytes bytes(size);
  for (std::byte& byte : bytes.write(SecretAccess::grant())) byte = static_cast<std::byte>(random() & 0xFF);
  return bytes;
}

/// The secret of RFC 4226 appendix D.
inline SecretBytes rfc_secret() {
  return SecretBytes(std::string_view("12345678901234567890"));
}

/// A code of the same length that is another one.
inline std::string wrong(std::string code) {
  code.back() = code.back() == '9' ? '0' : static_cast<char>(code.back() + 1);
  return code;
}

/// A check at a moment, nothing accepted before, with the default window.
inline TotpCheck at(std::int64_t seconds) {
  TotpCheck check;
  check.now = from_unix_seconds(seconds);
  return check;
}

/// What the device shows at a moment: SHA-1, 6 digits, 30 seconds.
inline std::string shown_at(std::int64_t seconds) {
  return generate_totp(rfc_secret(), {}, from_unix_seconds(seconds)).value();
}

}  // namespace counterfoil::testing
