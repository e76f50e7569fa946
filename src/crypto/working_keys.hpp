#pragma once

#include <array>
#include <memory>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/key_id.hpp"
#include "crypto/hmac.hpp"
#include "crypto/purpose_labels.hpp"
#include "crypto/slot_pool.hpp"
#include "crypto/xaes.hpp"

namespace counterfoil::detail {

/// A key for seals, with its contexts. Thread-safe.
class SealKey {
 public:
  explicit SealKey(SecretBytes key) noexcept : key_(std::move(key)) {}

  /// Empty if OpenSSL cannot. Throws std::bad_alloc only.
  SlotPool<XaesContext>::Lease context() const {
    return contexts_.borrow([this] { return XaesContext::make(key_); });
  }

  const SecretBytes& bytes() const noexcept { return key_; }

 private:
  SecretBytes key_;
  SlotPool<XaesContext> contexts_;
};

/// One key of a key ring and all keys derived from it (HKDF-SHA-256, one label a purpose), made at once so
/// that no request waits for a derivation. Immutable, thread-safe.
class WorkingKeys {
 public:
  static constexpr std::size_t root_size = 32;

  /// @return errc::crypto_failed. Throws std::bad_alloc only.
  static Result<std::shared_ptr<const WorkingKeys>> derive(KeyId id, SecretBytes root);

  KeyId id() const noexcept { return id_; }
  const SecretBytes& root() const noexcept { return root_; }
  /// The key of a purpose that is a seal.
  const SealKey& seal_key(KeyPurpose purpose) const noexcept;
  /// The key of any other purpose.
  const HmacKey& hmac_key(KeyPurpose purpose) const noexcept;

 private:
  WorkingKeys(KeyId id, SecretBytes root) noexcept : id_(id), root_(std::move(root)) {}

  KeyId id_;
  SecretBytes root_;
  std::array<std::unique_ptr<SealKey>, key_purpose_count> seal_keys_;  // null where the other has the key
  std::array<std::unique_ptr<HmacKey>, key_purpose_count> hmac_keys_;
};

}  // namespace counterfoil::detail
