#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/jwk.hpp"
#include "counterfoil/crypto/signing_key.hpp"

/// JSON Web Signatures in the compact form (RFC 7515 section 3.1), with as little choice as possible: the header
/// has `typ`, `alg` and `kid`, may have `jwk`, and nothing else, so that there is no `crit`, `jku`, `x5u`, `x5c`,
/// `b64` or `zip` to be handled. Thread-safe.
namespace counterfoil::protocol::jws {

inline constexpr std::size_t max_size = 8192;  ///< bytes of text

/// A JWS that was taken apart, and is not believed yet.
struct Unverified {
  SignatureAlgorithm algorithm{};
  Digest256 key_id{};            ///< Thumbprint (RFC 7638) of the key that is said to have signed.
  std::optional<PublicKey> key;  ///< `jwk`; its thumbprint is key_id, its algorithm is `algorithm`.
  std::string signing_input;     ///< What the signature is of.
  std::string payload;
  Signature signature{};
};

/// Takes a JWS apart, and looks at the payload no further than its base64url.
///
/// @param type  what `typ` has to be, exactly.
/// @return errc::too_long above max_size, before anything is read; errc::invalid_message; errc::crypto_failed.
///         Throws std::bad_alloc only.
Result<Unverified> parse(std::string_view text, std::string_view type);

/// Whether `key` signed: one verification of a signature, or none when the JWS names another key.
/// @return errc::signature_mismatch, errc::crypto_failed.
Result<void> verify(const Unverified& jws, const PublicKey& key);

enum class KeyInHeader { no, yes };

/// Signs. @return errc::too_long, errc::crypto_failed, errc::out_of_memory. Throws std::bad_alloc only.
Result<std::string> sign(const SigningKey& key, std::string_view type, std::string_view payload,
                         KeyInHeader key_in_header);

}  // namespace counterfoil::protocol::jws
