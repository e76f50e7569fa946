#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/protocol/device_endpoint.hpp"

namespace counterfoil::protocol {

/// What the QR code says: where to register, and the code that permits it once.
///
///   https://id.example.ac.uk/authenticator/example#GhJ5…
///
/// The code stands in the fragment, which no browser sends and no log has. Never invalid.
/// Thread safety: as a plain value.
class COUNTERFOIL_API RegistrationLink {
 public:
  /// Bytes of a code: 112 bits (NIST SP 800-63B-4 section 4.1.2.2) at least.
  static constexpr std::size_t min_code_size = 14;
  static constexpr std::size_t max_code_size = 64;

  /// @param code  random bytes. @return errc::invalid_argument for another length.
  static Result<RegistrationLink> make(DeviceEndpoint endpoint, SecretBytes code);

  /// Reads a link: an endpoint, `#`, and the code in base64url without padding.
  ///
  /// @return errc::invalid_uri, errc::too_long, errc::out_of_memory. No message repeats a part of the link.
  static Result<RegistrationLink> parse(std::string_view text);

  const DeviceEndpoint& endpoint() const noexcept { return endpoint_; }
  const SecretBytes& code() const noexcept { return code_; }
  /// The text for the QR code, as secret as the code. @return errc::out_of_memory.
  Result<SecretBytes> text() const;

 private:
  RegistrationLink(DeviceEndpoint endpoint, SecretBytes code)
      : endpoint_(std::move(endpoint)), code_(std::move(code)) {}

  DeviceEndpoint endpoint_;
  SecretBytes code_;
};

}  // namespace counterfoil::protocol
