#pragma once

#include <string>
#include <vector>

#include "counterfoil/otp/otpauth_uri.hpp"
#include "support/catch.hpp"
#include "unit/otp/otp_support.hpp"

namespace counterfoil::testing {

inline constexpr const char* rfc_base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// A totp URI with the secret of the RFC and what is put after it.
inline std::string totp_uri(const std::string& more, const std::string& label = "Example:alice@example.com") {
  return "otpauth://totp/" + label + "?secret=" + rfc_base32 + more;
}

inline OtpauthUri fields(const std::string& issuer, const std::string& account) {
  OtpauthUri uri;
  uri.issuer = issuer;
  uri.account = account;
  uri.secret = rfc_secret();
  return uri;
}

/// A URI that is refused with this code, by a message that has these words.
struct Refused {
  std::string uri;
  errc code;
  const char* why;
};

inline void check_refused(const std::vector<Refused>& table) {
  for (const Refused& refused : table) {
    INFO(refused.uri.substr(0, 200));
    const auto uri = parse_otpauth_uri(refused.uri);
    REQUIRE_FALSE(uri);
    CHECK(uri.error().code == refused.code);
    INFO(uri.error().message);
    CHECK(uri.error().message.find(refused.why) != std::string::npos);
  }
}

}  // namespace counterfoil::testing
