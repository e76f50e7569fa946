#pragma once

#include <string>

#include <counterfoil/base/result.hpp>
#include <counterfoil/device/exchange.hpp>

/// Carries messages by HTTP, with libcurl: over TLS 1.2 or newer with the server's certificate and name checked (plain
/// HTTP only where the link said so, which is on this machine), without following redirects, for at most 15 seconds and
/// 256 KiB.
class Post {
 public:
  /// @param authorities  a file of certificate authorities (PEM) instead of the system's; may be empty.
  explicit Post(std::string authorities) : authorities_(std::move(authorities)) {}

  /// @return the body of the response, or errc::provider_failed.
  counterfoil::Result<std::string> operator()(const counterfoil::device::Outgoing& message) const;

 private:
  std::string authorities_;
};
