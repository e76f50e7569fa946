#include "crypto/working_keys.hpp"

#include "crypto/hkdf.hpp"

namespace counterfoil::detail {

Result<std::shared_ptr<const WorkingKeys>> WorkingKeys::derive(KeyId id, SecretBytes root) {
  std::shared_ptr<WorkingKeys> keys(new WorkingKeys(id, std::move(root)));
  for (std::size_t i = 0; i < key_purpose_count; ++i) {
    const auto purpose = static_cast<KeyPurpose>(i);
    auto key = hkdf_sha256(keys->root_, as_bytes(label_of(purpose)), root_size);
    if (!key) return std::move(key).error();
    if (is_seal(purpose)) {
      keys->seal_keys_[i] = std::make_unique<SealKey>(*std::move(key));
    } else {
      keys->hmac_keys_[i] = std::make_unique<HmacKey>(*std::move(key));
    }
  }
  return std::shared_ptr<const WorkingKeys>(std::move(keys));
}

const SealKey& WorkingKeys::seal_key(KeyPurpose purpose) const noexcept {
  return *seal_keys_[static_cast<std::size_t>(purpose)];
}

const HmacKey& WorkingKeys::hmac_key(KeyPurpose purpose) const noexcept {
  return *hmac_keys_[static_cast<std::size_t>(purpose)];
}

}  // namespace counterfoil::detail
