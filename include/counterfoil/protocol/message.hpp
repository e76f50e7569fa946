#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/jwk.hpp"
#include "counterfoil/crypto/signing_key.hpp"
#include "counterfoil/protocol/device_endpoint.hpp"
#include "counterfoil/protocol/operation.hpp"
#include "counterfoil/protocol/registration_link.hpp"

namespace counterfoil::detail {
struct UnverifiedParts;
}

namespace counterfoil::protocol {

/// The longest message, in bytes; a longer one is refused before anything in it is read.
inline constexpr std::size_t max_message_size = 8192;
/// How far the time of a message may be from the present one, either way.
inline constexpr Duration max_clock_skew{60'000};
/// The media type of a signed message, whose `typ` is the same without "application/".
inline constexpr std::string_view signed_message_type = "application/counterfoil-device+jws";
/// The media type of a preview and of every reply.
inline constexpr std::string_view plain_message_type = "application/json";

/// Whom does this code belong to? Asked before the phone gives its key to anybody, and so not signed: whoever has
/// the code may know.
struct Preview {
  SecretBytes code;
};

/// Writes the request for a preview: `{"aud":…,"code":…,"op":"preview"}`.
/// @return errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<std::string> write_preview(const RegistrationLink& link);

/// Signs a message: a JWS (RFC 7515) in the compact form, with `typ`, `alg`, `kid` (RFC 7638) and, to register,
/// `jwk` in its header, and in its payload `aud`, `op`, `iat` and the members of the operation.
///
/// @param now  the time by the server's clock, as far as it is known.
/// @return errc::invalid_argument for an operation beyond its limits, errc::too_long, errc::clock_failed for a
///         time before 1970, errc::crypto_failed, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<std::string> sign_message(const SigningKey& key, const Operation& operation,
                                                 const DeviceEndpoint& endpoint, Timestamp now);

/// A signed message that was taken apart, and is not believed yet. Its payload is not read before the signature
/// is verified.
///
/// Cheap to copy. Thread safety: as a plain value; what it refers to is immutable.
class COUNTERFOIL_API UnverifiedMessage {
 public:
  /// Which key is said to have signed: the thumbprint by which a device is found.
  const Digest256& key_id() const noexcept;
  /// The key that the message brings, or null. Only one to register may bring one, and is verified by it. Valid as
  /// long as a copy of this object.
  const PublicKey* new_key() const noexcept;

  /// Verifies the message: that `key` signed it, for this endpoint, within max_clock_skew of `now`.
  ///
  /// Costs one verification of a signature (RotateKey: two), or none when the message names another key.
  ///
  /// @param key  the registered one; to register, that of new_key().
  /// @param now  the present time, of the clock that decides.
  /// @return what is asked for, or
  ///         - errc::signature_mismatch: another key signed, or something was altered. To the sender it has to look
  ///           like an unknown device, as refused() makes it;
  ///         - errc::clock_skewed: it is older or newer than it may be;
  ///         - errc::invalid_message: for another endpoint, or malformed, or it brings a key and is not to
  ///           register, or the other way round; the message says what;
  ///         - errc::crypto_failed, errc::out_of_memory.
  Result<Operation> verify(const PublicKey& key, const DeviceEndpoint& endpoint, Timestamp now) const;

 private:
  friend COUNTERFOIL_API Result<std::variant<Preview, UnverifiedMessage>> read_message(
      std::string_view text, const DeviceEndpoint& endpoint);
  explicit UnverifiedMessage(std::shared_ptr<const detail::UnverifiedParts> parts) noexcept
      : parts_(std::move(parts)) {}

  std::shared_ptr<const detail::UnverifiedParts> parts_;
};

/// What came from a device.
using IncomingMessage = std::variant<Preview, UnverifiedMessage>;

/// Takes apart what came to `endpoint`: a preview, which begins with a brace, or a signed message. No signature is
/// verified here.
///
/// Refused are: a text above max_message_size; base64url with padding or unused bits; JSON with a name that stands
/// twice, deeper than it has to be, or with members that do not belong there; in the header another `typ`, an
/// `alg` but ES256 and EdDSA, `crit`, `jku`, `x5u`, `x5c` and everything else that is not named above, a `jwk`
/// whose thumbprint is not `kid`; a preview for another endpoint.
///
/// @return errc::invalid_message, errc::too_long, errc::crypto_failed, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<IncomingMessage> read_message(std::string_view text, const DeviceEndpoint& endpoint);

}  // namespace counterfoil::protocol
