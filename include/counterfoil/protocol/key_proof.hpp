#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/jwk.hpp"
#include "counterfoil/crypto/signing_key.hpp"
#include "counterfoil/protocol/device_endpoint.hpp"

namespace counterfoil::protocol {

/// The proof that whoever rotates a key has the new one too: a JWS by the new key, with that key in its header,
/// which names the key to be replaced and the endpoint. It says the same as often as it is made, and is of use to
/// the holder of the old key only. Never invalid.
///
/// Thread safety: as a plain value.
class COUNTERFOIL_API KeyProof {
 public:
  /// Proves that `replacement` is at hand.
  ///
  /// @return errc::invalid_argument when both keys are the same, errc::crypto_failed, errc::out_of_memory.
  static Result<KeyProof> make(const SigningKey& replacement, const PublicKey& replaced,
                               const DeviceEndpoint& endpoint);

  /// Reads a proof and verifies it: one signature.
  ///
  /// @return errc::invalid_message (malformed, of another endpoint or for another key), errc::signature_mismatch,
  ///         errc::too_long, errc::crypto_failed, errc::out_of_memory.
  static Result<KeyProof> verify(std::string_view text, const PublicKey& replaced,
                                 const DeviceEndpoint& endpoint);

  /// The new key.
  const PublicKey& key() const noexcept { return key_; }
  /// The JWS.
  const std::string& text() const noexcept { return text_; }

 private:
  KeyProof(PublicKey key, std::string text) : key_(std::move(key)), text_(std::move(text)) {}

  PublicKey key_;
  std::string text_;
};

}  // namespace counterfoil::protocol
