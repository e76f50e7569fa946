#include "counterfoil/protocol/key_proof.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/protocol/protocol_support.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;

namespace {

const SigningKey old_key = key_of('o');
const SigningKey new_key = key_of('n', SignatureAlgorithm::es256);

errc verify(const std::string& text, const SigningKey& replaced = old_key,
            const DeviceEndpoint& endpoint = endpoint_of()) {
  const auto proof = KeyProof::verify(text, replaced.public_key(), endpoint);
  return proof ? errc{} : proof.error().code;
}

std::string proof_by(const SigningKey& signer, const SigningKey& named) {
  const std::string header = R"({"typ":"counterfoil-device-key+jws","alg":")" +
                             std::string(name_of(named.public_key().algorithm())) + R"(","kid":")" +
                             key_id_of(named) + R"(","jwk":)" + named.public_key().jwk() + "}";
  return jws_of(signer, header,
                R"({"aud":")" + endpoint_of().url() + R"(","replaces":")" + key_id_of(old_key) + "\"}");
}

}  // namespace

TEST_CASE("a key proof shows that the new key is at hand") {
  const auto proof = KeyProof::make(new_key, old_key.public_key(), endpoint_of()).value();
  const auto verified = KeyProof::verify(proof.text(), old_key.public_key(), endpoint_of());
  REQUIRE(verified);
  CHECK(verified->key() == new_key.public_key());
  CHECK(verified->text() == proof.text());
  CHECK(verify(proof_by(new_key, new_key)) == errc{});
}

TEST_CASE("a key proof counts for its endpoint and the key it replaces only") {
  const std::string text = KeyProof::make(new_key, old_key.public_key(), endpoint_of()).value().text();
  CHECK(verify(text, key_of('x')) == errc::invalid_message);
  CHECK(verify(text, old_key, endpoint_of("https://id.example.ac.uk/authenticator/other")) ==
        errc::invalid_message);
}

TEST_CASE("[D63] a new key that did not sign its proof is refused") {
  CHECK(verify(proof_by(old_key, new_key)) == errc::signature_mismatch);
  CHECK(verify(proof_by(key_of('n', SignatureAlgorithm::eddsa), new_key)) == errc::signature_mismatch);
  std::string altered = KeyProof::make(new_key, old_key.public_key(), endpoint_of()).value().text();
  altered[altered.size() - 10] = altered[altered.size() - 10] == 'A' ? 'B' : 'A';
  CHECK(verify(altered) == errc::signature_mismatch);
}

TEST_CASE("a key is not replaced by itself") {
  const auto proof = KeyProof::make(old_key, old_key.public_key(), endpoint_of());
  REQUIRE(!proof);
  CHECK(proof.error().code == errc::invalid_argument);
  CHECK(verify(proof_by(old_key, old_key)) == errc::invalid_message);
}

TEST_CASE("a device message is no key proof, and a key proof is no device message") {
  CHECK(verify(sign_message(new_key, ReadInbox{}, endpoint_of(), noon).value()) == errc::invalid_message);
  CHECK(!read_message(proof_by(new_key, new_key), endpoint_of()));
  const std::string header =
      R"({"typ":"counterfoil-device-key+jws","alg":"ES256","kid":")" + key_id_of(new_key) + "\"}";
  CHECK(verify(jws_of(new_key, header, R"({"aud":"a","replaces":"b"})")) == errc::invalid_message);
}
