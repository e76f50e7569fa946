#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "crypto/openssl.hpp"
#include "crypto/slot_pool.hpp"

namespace counterfoil::detail {

using HmacTag = std::array<std::byte, 32>;

/// An OpenSSL context that has the key, so that a digest costs the hashing only. One thread at a time.
class HmacContext {
 public:
  /// Null if OpenSSL cannot. Throws std::bad_alloc only.
  static std::unique_ptr<HmacContext> make(const SecretBytes& key);

  bool digest(std::initializer_list<ByteView> pieces, HmacTag& tag) noexcept;

 private:
  explicit HmacContext(MacContext context) noexcept : context_(std::move(context)) {}

  MacContext context_;
};

/// A key for HMAC-SHA-256 (RFC 2104, FIPS 198-1). Thread-safe.
class HmacKey {
 public:
  explicit HmacKey(SecretBytes key) noexcept : key_(std::move(key)) {}

  /// HMAC-SHA-256 over the pieces, one after the other: the caller makes them unambiguous.
  /// @return errc::crypto_failed. Throws std::bad_alloc only.
  Result<HmacTag> digest(std::initializer_list<ByteView> pieces) const;

  const SecretBytes& bytes() const noexcept { return key_; }

 private:
  SecretBytes key_;
  SlotPool<HmacContext> contexts_;
};

}  // namespace counterfoil::detail
