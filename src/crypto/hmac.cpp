#include "crypto/hmac.hpp"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <new>

namespace counterfoil::detail {

std::unique_ptr<HmacContext> HmacContext::make(const SecretBytes& key) {
  if (hmac() == nullptr) return nullptr;
  MacContext context(::EVP_MAC_CTX_new(hmac()));
  if (context == nullptr) throw std::bad_alloc();
  char digest[] = "SHA2-256";
  const std::array parameters = {
      ::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, static_cast<char*>(digest), 0),
      ::OSSL_PARAM_construct_end(),
  };
  const ByteView bytes = key.read(SecretAccess::grant());
  if (::EVP_MAC_init(context.get(), octets(bytes), bytes.size(), parameters.data()) != 1) return nullptr;
  return std::unique_ptr<HmacContext>(new HmacContext(std::move(context)));
}

bool HmacContext::digest(std::initializer_list<ByteView> pieces, HmacTag& tag) noexcept {
  // Without a key, EVP_MAC_init starts again with the one it has.
  if (::EVP_MAC_init(context_.get(), nullptr, 0, nullptr) != 1) return false;
  for (const ByteView piece : pieces) {
    if (::EVP_MAC_update(context_.get(), octets(piece), piece.size()) != 1) return false;
  }
  std::size_t size = 0;
  return ::EVP_MAC_final(context_.get(), writable_octets(tag), &size, tag.size()) == 1 && size == tag.size();
}

Result<HmacTag> HmacKey::digest(std::initializer_list<ByteView> pieces) const {
  const auto context = contexts_.borrow([this] { return HmacContext::make(key_); });
  HmacTag tag;
  if (!context || !context->digest(pieces, tag)) return crypto_failed("HMAC-SHA-256");
  return tag;
}

}  // namespace counterfoil::detail
