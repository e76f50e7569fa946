#include "counterfoil/protocol/device_endpoint.hpp"

#include <algorithm>
#include <new>
#include <optional>

#include "base/out_of_memory.hpp"
#include "protocol/url_host.hpp"

namespace counterfoil::protocol {

namespace {

Error refused(std::string_view part, std::string_view expected) {
  return {errc::invalid_uri, std::string("endpoint: ").append(part).append(": expected ").append(expected)};
}

bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

bool is_dots(std::string_view segment) noexcept {
  return segment == "." || segment == "..";
}

bool is_plain_segment(std::string_view segment) noexcept {
  return !segment.empty() && !is_dots(segment) && std::all_of(segment.begin(), segment.end(), is_unreserved);
}

/// What a capital hexadecimal digit stands for, or none.
std::optional<unsigned> hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// The text of a segment in which exactly what must be percent-encoded is, or none.
std::optional<std::string> decode_canonical(std::string_view segment) {
  std::string decoded;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (is_unreserved(segment[i])) {
      decoded.push_back(segment[i]);
      continue;
    }
    if (segment[i] != '%' || segment.size() - i < 3) return std::nullopt;
    const auto high = hex_value(segment[i + 1]);
    const auto low = hex_value(segment[i + 2]);
    if (!high || !low) return std::nullopt;
    const auto character = static_cast<char>(*high * 16 + *low);
    if (is_unreserved(character)) return std::nullopt;
    decoded.push_back(character);
    i += 2;
  }
  return decoded;
}

Result<TenantId> read_tenant(std::string_view segment) {
  const auto decoded = decode_canonical(segment);
  auto tenant = decoded && !is_dots(segment) ? TenantId::parse(*decoded)
                                             : Result<TenantId>(Error(errc::invalid_argument, ""));
  if (!tenant) return refused("tenant", "a tenant's id, with capital percent-encoding where it is needed");
  return tenant;
}

/// The path, which begins with a slash, ends in /authenticator/<tenant>.
Result<TenantId> read_path(std::string_view path) {
  const std::size_t last = path.rfind('/');
  std::string_view rest = path.substr(0, last);
  constexpr std::string_view ending = "/authenticator";
  if (!rest.ends_with(ending)) return refused("path", "/authenticator/ and the tenant's id at its end");
  rest.remove_suffix(ending.size());
  while (!rest.empty()) {
    const std::string_view segment = rest.substr(1, rest.find('/', 1) - 1);
    if (!is_plain_segment(segment)) return refused("path", "segments of letters, digits, and \"-._~\"");
    rest.remove_prefix(1 + segment.size());
  }
  return read_tenant(path.substr(last + 1));
}

}  // namespace

Result<DeviceEndpoint> DeviceEndpoint::parse(std::string_view url) try {
  if (url.size() > max_size) return Error(errc::too_long, "endpoint: expected at most 512 bytes");
  const bool is_https = url.starts_with("https://");
  if (!is_https && !url.starts_with("http://")) return refused("scheme", "https, or http on loopback");
  const std::size_t authority = is_https ? 8 : 7;
  const std::size_t path = std::min(url.find('/', authority), url.size());
  if (auto checked = check_authority(url.substr(authority, path - authority), is_https); !checked) {
    return std::move(checked).error();
  }
  if (path == url.size()) return refused("path", "/authenticator/ and the tenant's id at its end");
  auto tenant = read_path(url.substr(path));
  if (!tenant) return std::move(tenant).error();
  return DeviceEndpoint(std::string(url), path, *std::move(tenant));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil::protocol
