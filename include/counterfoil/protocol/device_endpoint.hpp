#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"

// The layer `protocol` is what a phone and the engine say to each other (docs/device-protocol.md). It carries
// nothing and decides nothing about accounts. The engine and the phone's side (`device`) both see it, and it sees
// neither: base ← crypto ← otp, phone ← model ← protocol ← engine, device.

namespace counterfoil::protocol {

/// The URL that a tenant's devices send their messages to, and that every message names as its audience:
/// `https://id.example.ac.uk/authenticator/example`. One endpoint has one text, so that it is compared byte by
/// byte. Never invalid.
///
/// Thread safety: as a plain value.
class COUNTERFOIL_API DeviceEndpoint {
 public:
  static constexpr std::size_t max_size = 512;  ///< bytes of text

  /// Reads the one text of an endpoint (RFC 3986, narrowed):
  ///
  ///   endpoint = ( "https" / "http" ) "://" host [ ":" port ] *( "/" segment ) "/authenticator/" tenant
  ///
  /// `http` is taken on loopback only: `localhost`, 127.0.0.0/8, `[::1]`. The host is a DNS name in small letters
  /// (international names in their `xn--` form), an IPv4 address, or `[::1]`; the port is no default one.
  /// Segments have letters, digits and `-._~`, and are neither empty nor dots. The tenant is its id,
  /// percent-encoded only where it has other characters than those. No user, query or fragment.
  ///
  /// @return errc::invalid_uri and what is expected, errc::too_long, errc::out_of_memory.
  static Result<DeviceEndpoint> parse(std::string_view url);

  const std::string& url() const noexcept { return url_; }
  /// Who is talked to, as the phone shows it: scheme, host and port. Valid as long as this object is.
  std::string_view origin() const noexcept { return std::string_view(url_).substr(0, origin_size_); }
  const TenantId& tenant() const noexcept { return tenant_; }

  friend bool operator==(const DeviceEndpoint& left, const DeviceEndpoint& right) noexcept {
    return left.url_ == right.url_;
  }

 private:
  DeviceEndpoint(std::string url, std::size_t origin_size, TenantId tenant)
      : url_(std::move(url)), origin_size_(origin_size), tenant_(std::move(tenant)) {}

  std::string url_;
  std::size_t origin_size_;
  TenantId tenant_;
};

}  // namespace counterfoil::protocol
