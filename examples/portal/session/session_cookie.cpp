#include "session/session_cookie.hpp"

namespace portal {

using namespace counterfoil;

namespace {

constexpr std::size_t secret_size = 32;

Result<Digest256> digest(std::string_view word, const std::string& text) {
  return sha256(as_bytes(std::string(word) + ":" + text));
}

}  // namespace

Result<SessionCookie> SessionCookie::make() {
  SecretBytes bytes(secret_size);
  if (auto filled = system_entropy()->fill(bytes.write(SecretAccess::grant())); !filled)
    return filled.error();
  return SessionCookie(encode_base64url(bytes.read(SecretAccess::grant())));
}

std::optional<SessionCookie> SessionCookie::parse(std::string_view text) {
  const auto bytes = decode_base64url(text);
  if (!bytes || bytes->size() != secret_size) return std::nullopt;
  return SessionCookie(std::string(text));
}

Result<std::string> SessionCookie::row_id() const {
  return digest("row", text_).transform([](const Digest256& made) { return encode_base64url(made); });
}

Result<SessionBinding> SessionCookie::binding() const {
  const auto made = digest("binding", text_);
  if (!made) return made.error();
  return SessionBinding::from_bytes(SecretBytes(ByteView(*made)));
}

}  // namespace portal
