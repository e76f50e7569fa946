#include <algorithm>
#include <string>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/jwk.hpp"
#include "counterfoil/crypto/signing_key.hpp"
#include "support/catch.hpp"
#include "support/vectors.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

PublicKey key_of(SignatureAlgorithm algorithm, const std::string& point) {
  return PublicKey::from_point(algorithm, from_hex(point)).value();
}

void check_mismatch(const Result<void>& verified) {
  REQUIRE(!verified);
  CHECK(verified.error().code == errc::signature_mismatch);
}

/// Rows of key, message, signature, "valid" or "invalid", and what is tested.
void check_wycheproof(SignatureAlgorithm algorithm, const std::string& file, std::size_t count) {
  const auto vectors = read_vectors(file);
  REQUIRE(vectors.size() == count);
  for (const auto& vector : vectors) {
    INFO(vector[4] << " " << vector[2]);
    const auto verified = key_of(algorithm, vector[0]).verify(from_hex(vector[2]), from_hex(vector[1]));
    CHECK(verified.has_value() == (vector[3] == "valid"));
    if (!verified) CHECK(verified.error().code == errc::signature_mismatch);
  }
}

}  // namespace

TEST_CASE(
    "the signatures of RFC 7515 A.3 and RFC 8037 A.4 verify, each by its own key and for its own message") {
  const auto vectors = read_vectors("jws_signatures.txt");
  REQUIRE(vectors.size() == 2);
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const auto& vector = vectors[i];
    const PublicKey key = PublicKey::parse_jwk(vector[0]).value();
    const Bytes signature = decode_base64url(vector[2]).value();
    CHECK(key.verify(signature, as_bytes(vector[1])));
    check_mismatch(key.verify(signature, as_bytes(vector[1] + "A")));
    check_mismatch(key.verify(signature, {}));
    check_mismatch(PublicKey::parse_jwk(vectors[1 - i][0]).value().verify(signature, as_bytes(vector[1])));
  }
}

TEST_CASE("the signatures of RFC 8032 verify, and are made again from their private keys") {
  const auto vectors = read_vectors("ed25519_rfc8032.txt");
  REQUIRE(vectors.size() == 5);
  for (const auto& vector : vectors) {
    const Bytes message = from_hex(vector[2]);
    CHECK(key_of(SignatureAlgorithm::eddsa, vector[1]).verify(from_hex(vector[3]), message));
    const auto key =
        SigningKey::from_secret(SignatureAlgorithm::eddsa, SecretBytes(ByteView(from_hex(vector[0]))));
    REQUIRE(key);
    CHECK(key->public_key() == key_of(SignatureAlgorithm::eddsa, vector[1]));
    CHECK(detail::encode_hex(key->sign(message).value()) == vector[3]);
  }
}

TEST_CASE("the signatures of RFC 6979 on P-256 verify, and its private key has its public key") {
  const auto vectors = read_vectors("ecdsa_p256_rfc6979.txt");
  REQUIRE(vectors.size() == 2);
  for (const auto& vector : vectors) {
    CHECK(key_of(SignatureAlgorithm::es256, vector[1]).verify(from_hex(vector[3]), from_hex(vector[2])));
    const auto key =
        SigningKey::from_secret(SignatureAlgorithm::es256, SecretBytes(ByteView(from_hex(vector[0]))));
    REQUIRE(key);
    CHECK(key->public_key() == key_of(SignatureAlgorithm::es256, vector[1]));
  }
}

TEST_CASE("both s of an ES256 signature are accepted, the low and the high one") {
  const auto vector = read_vectors("ecdsa_p256_rfc6979.txt").at(0);
  const PublicKey key = key_of(SignatureAlgorithm::es256, vector[1]);
  const std::string r = vector[3].substr(0, 64);
  const std::string high = vector[3].substr(64);
  const std::string low = "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9";  // n - high
  REQUIRE(low < high);
  CHECK(key.verify(from_hex(r + high), from_hex(vector[2])));
  CHECK(key.verify(from_hex(r + low), from_hex(vector[2])));
}

TEST_CASE("signatures out of range, of another length or with another scalar are refused") {
  const auto vectors = read_vectors("signatures_refused.txt");
  REQUIRE(vectors.size() == 37);
  for (const auto& vector : vectors) {
    INFO(vector[0] << " " << vector[4]);
    const auto algorithm = vector[0] == "ES256" ? SignatureAlgorithm::es256 : SignatureAlgorithm::eddsa;
    CHECK(name_of(algorithm) == vector[0]);
    check_mismatch(key_of(algorithm, vector[1]).verify(from_hex(vector[3]), from_hex(vector[2])));
  }
}

TEST_CASE("ES256 agrees with all of Wycheproof's vectors for P-256") {
  check_wycheproof(SignatureAlgorithm::es256, "es256_wycheproof.txt", 262);
}

TEST_CASE("EdDSA agrees with all of Wycheproof's vectors for Ed25519") {
  check_wycheproof(SignatureAlgorithm::eddsa, "ed25519_wycheproof.txt", 151);
}

TEST_CASE("every single-bit change of a signature or a message is refused") {
  for (const auto& vector : read_vectors("jws_signatures.txt")) {
    const PublicKey key = PublicKey::parse_jwk(vector[0]).value();
    const Bytes message = bytes_of(std::string_view(vector[1]));
    Bytes signature = decode_base64url(vector[2]).value();
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
      signature[bit / 8] ^= std::byte(1U << bit % 8);
      CHECK(!key.verify(signature, message));
      signature[bit / 8] ^= std::byte(1U << bit % 8);
    }
    Bytes changed = message;
    for (std::size_t bit = 0; bit < changed.size() * 8; ++bit) {
      changed[bit / 8] ^= std::byte(1U << bit % 8);
      CHECK(!key.verify(signature, changed));
      changed[bit / 8] ^= std::byte(1U << bit % 8);
    }
    CHECK(key.verify(signature, message));
  }
}

TEST_CASE("the names of the algorithms are those of JOSE") {
  CHECK(name_of(SignatureAlgorithm::es256) == "ES256");
  CHECK(name_of(SignatureAlgorithm::eddsa) == "EdDSA");
  CHECK(name_of(static_cast<SignatureAlgorithm>(2)) == "unknown");
}
