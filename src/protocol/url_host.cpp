#include "protocol/url_host.hpp"

#include <algorithm>

namespace counterfoil::protocol {

namespace {

constexpr std::string_view ipv6_loopback = "[::1]";

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// A decimal number without sign and leading zero, at most `max`.
bool is_number(std::string_view text, unsigned max) noexcept {
  if (text.empty() || text.size() > 5 || (text.size() > 1 && text[0] == '0')) return false;
  if (!std::all_of(text.begin(), text.end(), is_digit)) return false;
  unsigned value = 0;
  for (const char digit : text) value = value * 10 + static_cast<unsigned>(digit - '0');
  return value <= max;
}

bool is_label(std::string_view label) noexcept {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

/// Calls `check` for each part between dots. @return how many there are, or 0 when one is refused.
template <class Check>
std::size_t count_parts(std::string_view text, const Check& check) {
  std::size_t count = 0;
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!check(text.substr(0, dot))) return 0;
    ++count;
    if (dot == std::string_view::npos) return count;
    text.remove_prefix(dot + 1);
  }
}

bool is_ipv4(std::string_view host) {
  return count_parts(host, [](std::string_view part) { return is_number(part, 255); }) == 4;
}

/// A name whose last label begins with a digit would be taken for an address by some and not by others.
bool is_name(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return host.size() <= 253 && count_parts(host, is_label) > 0 && !is_digit(last.front());
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == ipv6_loopback || (is_ipv4(host) && host.starts_with("127."));
}

}  // namespace

Result<void> check_authority(std::string_view authority, bool is_https) {
  const std::size_t colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  const std::string_view host = has_port ? authority.substr(0, colon) : authority;
  if (host != ipv6_loopback && !is_ipv4(host) && !is_name(host)) {
    return Error(errc::invalid_uri, "endpoint: host: expected a DNS name in small letters or an address");
  }
  if (!is_https && !is_loopback(host)) {
    return Error(errc::invalid_uri, "endpoint: scheme: expected https, or http on loopback");
  }
  if (has_port) {
    const std::string_view port = authority.substr(colon + 1);
    if (!is_number(port, 65535) || port == "0" || port == (is_https ? "443" : "80")) {
      return Error(errc::invalid_uri, "endpoint: port: expected a number from 1 to 65535 that is no default");
    }
  }
  return {};
}

}  // namespace counterfoil::protocol
