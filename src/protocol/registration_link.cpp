#include "counterfoil/protocol/registration_link.hpp"

#include <algorithm>
#include <new>
#include <string>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/base64url.hpp"

namespace counterfoil::protocol {

namespace {

constexpr std::size_t max_code_text = (RegistrationLink::max_code_size * 8 + 5) / 6;

bool is_code(const SecretBytes& code) noexcept {
  return code.size() >= RegistrationLink::min_code_size && code.size() <= RegistrationLink::max_code_size;
}

}  // namespace

Result<RegistrationLink> RegistrationLink::make(DeviceEndpoint endpoint, SecretBytes code) {
  if (!is_code(code)) return Error(errc::invalid_argument, "code: expected 14 to 64 random bytes");
  return RegistrationLink(std::move(endpoint), std::move(code));
}

Result<RegistrationLink> RegistrationLink::parse(std::string_view text) try {
  if (text.size() > DeviceEndpoint::max_size + 1 + max_code_text) {
    return Error(errc::too_long, "registration link: expected at most 599 bytes");
  }
  const std::size_t hash = text.find('#');
  if (hash == std::string_view::npos) {
    return Error(errc::invalid_uri, "registration link: expected a code after \"#\"");
  }
  auto endpoint = DeviceEndpoint::parse(text.substr(0, hash));
  if (!endpoint) return std::move(endpoint).error();
  auto code = decode_secret_base64url(text.substr(hash + 1));
  if (!code && code.error().code == errc::out_of_memory) return std::move(code).error();
  if (!code || !is_code(*code)) {
    return Error(errc::invalid_uri, "registration link: code: expected 14 to 64 bytes in base64url");
  }
  return RegistrationLink(*std::move(endpoint), *std::move(code));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> RegistrationLink::text() const try {
  std::string code = encode_base64url(code_.read(SecretAccess::grant()));
  SecretBytes text(endpoint_.url().size() + 1 + code.size());
  const ByteView url = as_bytes(endpoint_.url());
  auto next = std::copy(url.begin(), url.end(), text.write(SecretAccess::grant()).begin());
  *next++ = std::byte{'#'};
  std::ranges::copy(as_bytes(code), next);
  wipe(code.data(), code.size());
  return text;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil::protocol
