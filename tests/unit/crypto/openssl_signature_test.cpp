// The openssl program signs what the library verifies, and verifies what the library signs.

#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "counterfoil/crypto/jwk.hpp"
#include "counterfoil/crypto/signing_key.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/fake_entropy.hpp"
#include "support/temporary_directory.hpp"
#include "support/vectors.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

constexpr int rounds = 12;

void write_file(const std::string& path, ByteView bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(as_text(bytes).data(), static_cast<std::streamsize>(bytes.size()));
}

Bytes read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  return bytes_of(std::string_view(text));
}

Bytes joined(const std::string& hex, ByteView rest) {
  Bytes bytes = from_hex(hex);
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  return bytes;
}

/// SubjectPublicKeyInfo: RFC 5480 for P-256, RFC 8410 for Ed25519.
Bytes public_key_file(const PublicKey& key) {
  return key.algorithm() == SignatureAlgorithm::es256
             ? joined("3059301306072a8648ce3d020106082a8648ce3d03010703420004", key.point())
             : joined("302a300506032b6570032100", key.point());
}

void add_der_number(ByteView number, Bytes& der) {
  while (number.size() > 1 && number[0] == std::byte{0}) number = number.subspan(1);
  const bool padded = (number[0] & std::byte{0x80}) != std::byte{0};
  der.push_back(std::byte{2});
  der.push_back(static_cast<std::byte>(number.size() + (padded ? 1 : 0)));
  if (padded) der.push_back(std::byte{0});
  der.insert(der.end(), number.begin(), number.end());
}

/// What openssl takes for r and s: Ecdsa-Sig-Value, RFC 3279 section 2.2.3.
Bytes der_of(const Signature& signature) {
  Bytes numbers;
  add_der_number(ByteView(signature).first(32), numbers);
  add_der_number(ByteView(signature).last(32), numbers);
  Bytes der = {std::byte{0x30}, static_cast<std::byte>(numbers.size())};
  der.insert(der.end(), numbers.begin(), numbers.end());
  return der;
}

Signature signature_of(ByteView der) {
  Signature signature{};
  std::size_t at = 2;
  for (const std::size_t end : {std::size_t{32}, std::size_t{64}}) {
    ByteView number = der.subspan(at + 2, std::to_integer<std::size_t>(der[at + 1]));
    at += 2 + number.size();
    if (number.size() == 33) number = number.subspan(1);
    std::copy(number.begin(), number.end(),
              signature.begin() + static_cast<std::ptrdiff_t>(end - number.size()));
  }
  return signature;
}

std::string path_arguments(const TemporaryDirectory& folder, const std::string& text) {
  std::string command;
  for (const char c : text) command += c == '@' ? folder.path().string() + "/" : std::string(1, c);
  return command + " >/dev/null 2>&1";
}

bool run(const TemporaryDirectory& folder, const std::string& command) {
  return run_command(path_arguments(folder, command)).status == 0;
}

}  // namespace

TEST_CASE("openssl verifies the ES256 signatures of the library, and refuses them for another message") {
  const TemporaryDirectory folder;
  SeededEntropy entropy(1);
  std::mt19937 engine(2);
  for (int i = 0; i < rounds; ++i) {
    const SigningKey key = SigningKey::generate(SignatureAlgorithm::es256, entropy).value();
    const Bytes message = random_bytes(engine, engine() % 300);
    write_file(folder / "public", public_key_file(key.public_key()));
    write_file(folder / "message", message);
    write_file(folder / "signature", der_of(key.sign(message).value()));
    const std::string verify =
        "openssl dgst -sha256 -verify @public -keyform DER -signature @signature @message";
    CHECK(run(folder, verify));
    write_file(folder / "message", joined("00", message));
    CHECK_FALSE(run(folder, verify));
  }
}

TEST_CASE("openssl verifies the EdDSA signatures of the library, and refuses them for another message") {
  const TemporaryDirectory folder;
  SeededEntropy entropy(3);
  std::mt19937 engine(4);
  for (int i = 0; i < rounds; ++i) {
    const SigningKey key = SigningKey::generate(SignatureAlgorithm::eddsa, entropy).value();
    const Bytes message = random_bytes(engine, 1 + engine() % 300);
    write_file(folder / "public", public_key_file(key.public_key()));
    write_file(folder / "message", message);
    write_file(folder / "signature", key.sign(message).value());
    const std::string verify =
        "openssl pkeyutl -verify -pubin -inkey @public -keyform DER -rawin -in @message -sigfile @signature";
    CHECK(run(folder, verify));
    write_file(folder / "message", joined("00", message));
    CHECK_FALSE(run(folder, verify));
  }
}

TEST_CASE("the library verifies openssl's ES256 signatures by openssl's keys") {
  const TemporaryDirectory folder;
  std::mt19937 engine(5);
  for (int i = 0; i < rounds; ++i) {
    const Bytes message = random_bytes(engine, engine() % 300);
    write_file(folder / "message", message);
    REQUIRE(run(folder,
                "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out @private &&"
                " openssl pkey -in @private -pubout -outform DER -out @public &&"
                " openssl dgst -sha256 -sign @private -out @signature @message"));
    const Bytes point = read_file(folder / "public");
    const auto key = PublicKey::from_point(SignatureAlgorithm::es256, ByteView(point).last(64));
    REQUIRE(key);
    CHECK(public_key_file(*key) == point);
    const Signature signature = signature_of(read_file(folder / "signature"));
    CHECK(key->verify(signature, message));
    CHECK(!key->verify(signature, joined("00", message)));
  }
}

TEST_CASE("the library verifies openssl's EdDSA signatures, and makes the same by openssl's private keys") {
  const TemporaryDirectory folder;
  std::mt19937 engine(6);
  for (int i = 0; i < rounds; ++i) {
    const Bytes message = random_bytes(engine, 1 + engine() % 300);
    write_file(folder / "message", message);
    REQUIRE(run(folder,
                "openssl genpkey -algorithm ED25519 -out @private &&"
                " openssl pkey -in @private -pubout -outform DER -out @public &&"
                " openssl pkey -in @private -outform DER -out @private.der &&"
                " openssl pkeyutl -sign -inkey @private -rawin -in @message -out @signature"));
    const Bytes point = read_file(folder / "public");
    const auto key = PublicKey::from_point(SignatureAlgorithm::eddsa, ByteView(point).last(32));
    REQUIRE(key);
    const Bytes signature = read_file(folder / "signature");
    CHECK(key->verify(signature, message));
    CHECK(!key->verify(signature, joined("00", message)));

    // RFC 8410 section 7: the private key is at the end of its file.
    const Bytes file = read_file(folder / "private.der");
    const auto private_key =
        SigningKey::from_secret(SignatureAlgorithm::eddsa, SecretBytes(ByteView(file).last(32)));
    REQUIRE(private_key);
    CHECK(private_key->public_key() == *key);
    CHECK(bytes_of(as_text(private_key->sign(message).value())) == signature);
  }
}
