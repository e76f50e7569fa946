#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/signing_key.hpp"
#include "counterfoil/protocol/message.hpp"

namespace counterfoil::testing {

inline const Timestamp noon = from_unix_seconds(1'800'000'000);

inline protocol::DeviceEndpoint endpoint_of(
    std::string_view url = "https://id.example.ac.uk/authenticator/example") {
  return protocol::DeviceEndpoint::parse(url).value();
}

/// The same key for the same letter.
inline SigningKey key_of(char letter, SignatureAlgorithm algorithm = SignatureAlgorithm::eddsa) {
  return SigningKey::from_secret(algorithm, SecretBytes(std::string(SigningKey::secret_size, letter)))
      .value();
}

inline std::string key_id_of(const SigningKey& key) {
  return encode_base64url(key.public_key().thumbprint());
}

/// A JWS of exactly this header and payload.
inline std::string jws_of(const SigningKey& key, std::string_view header, std::string_view payload) {
  const std::string input = encode_base64url(as_bytes(header)) + "." + encode_base64url(as_bytes(payload));
  return input + "." + encode_base64url(key.sign(as_bytes(input)).value());
}

/// The header that the key's messages have, with more members, each with a comma first.
inline std::string header_of(const SigningKey& key, const std::string& more = "") {
  return std::string(R"({"typ":"counterfoil-device+jws","alg":")")
      .append(name_of(key.public_key().algorithm()))
      .append(R"(","kid":")")
      .append(key_id_of(key))
      .append("\"")
      .append(more)
      .append("}");
}

/// The claims of a message at noon, with more members, each with a comma first.
inline std::string claims_of(std::string_view operation, const std::string& more = "") {
  return std::string(R"({"aud":"https://id.example.ac.uk/authenticator/example","iat":1800000000,"op":")")
      .append(operation)
      .append("\"")
      .append(more)
      .append("}");
}

/// What the engine's door does with a text from a device whose key it knows.
inline Result<protocol::Operation> receive(std::string_view text, const PublicKey& registered,
                                           Timestamp now = noon,
                                           const protocol::DeviceEndpoint& endpoint = endpoint_of()) {
  auto message = protocol::read_message(text, endpoint);
  if (!message) return std::move(message).error();
  return std::get<protocol::UnverifiedMessage>(*message).verify(registered, endpoint, now);
}

inline Result<protocol::Operation> receive(std::string_view text, const SigningKey& registered) {
  return receive(text, registered.public_key());
}

inline errc code_of(const Result<protocol::Operation>& received) {
  return received ? errc{} : received.error().code;
}

inline std::string message_of(const Result<protocol::Operation>& received) {
  return received ? "accepted" : received.error().message;
}

}  // namespace counterfoil::testing
