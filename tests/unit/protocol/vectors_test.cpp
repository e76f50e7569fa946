#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/protocol/protocol_support.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;
using nlohmann::json;

namespace {

json read_device_vectors() {
  std::ifstream file(COUNTERFOIL_TEST_VECTORS "/device/messages.json");
  REQUIRE(file);
  return json::parse(file);
}

std::string text_of(const json& object, const char* name) {
  return object.at(name).get<std::string>();
}

PublicKey public_key_of(json key) {
  key.erase("d");
  return PublicKey::parse_jwk(key.dump()).value();
}

SigningKey signing_key_of(const json& key, SignatureAlgorithm algorithm) {
  return SigningKey::from_secret(algorithm, decode_secret_base64url(text_of(key, "d")).value()).value();
}

std::string outcome_of(const std::string& message, const PublicKey& key, const json& vectors) {
  const auto received = receive(message, key, from_unix_seconds(vectors.at("now").get<std::int64_t>()),
                                endpoint_of(text_of(vectors, "endpoint")));
  return std::string(received ? name_of(*received) : name_of(received.error().code));
}

}  // namespace

TEST_CASE("the messages of an independent library are read as it says") {
  const json vectors = read_device_vectors();
  REQUIRE(vectors.at("messages").size() == 35);
  for (const json& vector : vectors.at("messages")) {
    const std::string algorithm = text_of(vector, "alg");
    INFO(algorithm << ": " << text_of(vector, "name"));
    const PublicKey key = public_key_of(vectors.at("keys").at(algorithm));
    CHECK(outcome_of(text_of(vector, "message"), key, vectors) == text_of(vector, "outcome"));
  }
}

TEST_CASE("what is signed with Ed25519 is the same text, byte for byte, as of an independent library") {
  const json vectors = read_device_vectors();
  const SigningKey key = signing_key_of(vectors.at("keys").at("EdDSA"), SignatureAlgorithm::eddsa);
  const auto endpoint = endpoint_of(text_of(vectors, "endpoint"));
  std::size_t compared = 0;
  for (const json& vector : vectors.at("messages")) {
    if (text_of(vector, "alg") != "EdDSA" ||
        json::parse(text_of(vector, "payload")).at("iat") != vectors.at("now")) {
      continue;
    }
    const auto operation = receive(text_of(vector, "message"), key.public_key(), noon, endpoint);
    if (!operation) continue;
    INFO(text_of(vector, "name"));
    CHECK(sign_message(key, *operation, endpoint, noon).value() == text_of(vector, "message"));
    ++compared;
  }
  CHECK(compared == 10);
}

TEST_CASE("the vectors' link, preview and digest are those of this library") {
  const json vectors = read_device_vectors();
  const auto link = RegistrationLink::parse(text_of(vectors, "link")).value();
  CHECK(write_preview(link).value() == text_of(vectors, "preview"));
  CHECK(encode_base64url(context_digest(text_of(vectors, "request")).value()) == text_of(vectors, "ctx"));
}
