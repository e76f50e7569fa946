// The C++ side of the check against an independent JOSE library.
//
//   device_messages sign      writes one JSON object a line: a message of each operation, and the key that signed
//   device_messages verify    reads one JSON object a line ("jwk", "message", "now"), and writes what became of it
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/protocol/message.hpp"

using namespace counterfoil;
using nlohmann::json;

namespace {

const Timestamp now = from_unix_seconds(1'800'000'000);

protocol::DeviceEndpoint endpoint() {
  return protocol::DeviceEndpoint::parse("https://id.example.ac.uk/authenticator/example").value();
}

SigningKey key_of(char letter, SignatureAlgorithm algorithm) {
  return SigningKey::from_secret(algorithm, SecretBytes(std::string(SigningKey::secret_size, letter)))
      .value();
}

std::vector<protocol::Operation> operations_of(const SigningKey& key, SignatureAlgorithm algorithm) {
  const auto challenge = ChallengeId::parse("000102030405060708090a0b0c0d0e0f").value();
  const auto context = protocol::context_digest("shown").value();
  auto proof = protocol::KeyProof::make(key_of('n', algorithm), key.public_key(), endpoint()).value();
  return {
      protocol::Register{SecretBytes(std::string_view("0123456789abcdef")), "Ada’s phone", "address"},
      protocol::ReadInbox{},
      protocol::Answer{challenge, context, protocol::Approval{SecretBytes(std::string_view("07"))}},
      protocol::Answer{challenge, context, protocol::Denial{}},
      protocol::Answer{challenge, context, protocol::Report{}},
      protocol::RotateKey{1, std::move(proof)},
      protocol::SetPushAddress{2, "address"},
      protocol::Leave{3},
      protocol::AuthoriseMove{4},
  };
}

void sign() {
  for (const auto algorithm : {SignatureAlgorithm::es256, SignatureAlgorithm::eddsa}) {
    const SigningKey key = key_of('k', algorithm);
    for (const protocol::Operation& operation : operations_of(key, algorithm)) {
      const json line = {{"op", name_of(operation)},
                         {"alg", name_of(algorithm)},
                         {"kid", encode_base64url(key.public_key().thumbprint())},
                         {"jwk", json::parse(key.public_key().jwk())},
                         {"message", protocol::sign_message(key, operation, endpoint(), now).value()}};
      std::cout << line.dump() << '\n';
    }
  }
}

/// The name of the operation, or of the error.
std::string outcome_of(const std::string& text, const PublicKey& key) {
  const auto message = protocol::read_message(text, endpoint());
  if (!message) return std::string(name_of(message.error().code));
  const auto* const unverified = std::get_if<protocol::UnverifiedMessage>(&*message);
  if (unverified == nullptr) return "preview";
  const auto operation = unverified->verify(key, endpoint(), now);
  return std::string(operation ? name_of(*operation) : name_of(operation.error().code));
}

void verify() {
  for (std::string line; std::getline(std::cin, line);) {
    const json given = json::parse(line);
    const auto key = PublicKey::parse_jwk(given.at("jwk").dump());
    std::cout << (key ? outcome_of(given.at("message").get<std::string>(), *key) : "no key") << '\n';
  }
}

}  // namespace

int main(int count, char** arguments) try {
  const std::string_view mode = count == 2 ? arguments[1] : "";
  if (mode == "sign") {
    sign();
  } else if (mode == "verify") {
    verify();
  } else {
    std::cerr << "usage: device_messages sign|verify\n";
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
