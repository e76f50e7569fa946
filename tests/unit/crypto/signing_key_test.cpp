#include "counterfoil/crypto/signing_key.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "support/threads.hpp"
#include "support/vectors.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

constexpr SignatureAlgorithm algorithms[] = {SignatureAlgorithm::es256, SignatureAlgorithm::eddsa};

const std::string order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

SecretBytes secret_of(const std::string& hex) {
  return SecretBytes(ByteView(from_hex(hex)));
}

/// Gives these byte strings, one at each call, and the last again and again.
class ScriptedEntropy final : public Entropy {
 public:
  explicit ScriptedEntropy(std::vector<std::string> script) : script_(std::move(script)) {}

  Result<void> fill(std::span<std::byte> out) override {
    const Bytes bytes = from_hex(script_[std::min(calls_++, script_.size() - 1)]);
    std::ranges::copy(bytes, out.begin());
    return {};
  }

  std::size_t calls() const noexcept { return calls_; }

 private:
  std::vector<std::string> script_;
  std::size_t calls_ = 0;
};

class ThrowingEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte>) override { throw std::runtime_error("on purpose"); }
};

}  // namespace

TEST_CASE("what a new key signs verifies by its public key and by no other") {
  for (const auto algorithm : algorithms) {
    const SigningKey key = SigningKey::generate(algorithm, *system_entropy()).value();
    const SigningKey other = SigningKey::generate(algorithm, *system_entropy()).value();
    CHECK(key.public_key().algorithm() == algorithm);
    for (const std::size_t size : {0U, 1U, 63U, 64U, 65U, 1000U, 100'000U}) {
      const Bytes message(size, std::byte{0x2A});
      const Signature signature = key.sign(message).value();
      CHECK(key.public_key().verify(signature, message));
      CHECK(!other.public_key().verify(signature, message));
      const PublicKey read = PublicKey::parse_jwk(key.public_key().jwk()).value();
      CHECK(read.verify(signature, message));
    }
  }
}

TEST_CASE("a key comes back from its secret, and the same entropy gives the same key") {
  for (const auto algorithm : algorithms) {
    SeededEntropy first(7);
    SeededEntropy second(7);
    const SigningKey key = SigningKey::generate(algorithm, first).value();
    CHECK(SigningKey::generate(algorithm, second).value().secret() == key.secret());
    CHECK(!(SigningKey::generate(algorithm, second).value().secret() == key.secret()));
    CHECK(key.secret().size() == SigningKey::secret_size);
    const SigningKey again = SigningKey::from_secret(algorithm, key.secret()).value();
    CHECK(again.public_key() == key.public_key());
    CHECK(again.secret() == key.secret());
    CHECK(key.public_key().verify(again.sign(as_bytes("message")).value(), as_bytes("message")));
  }
}

TEST_CASE("the same secret is another key for the other algorithm") {
  const SecretBytes secret = secret_of(std::string(64, '1'));
  const SigningKey es256 = SigningKey::from_secret(SignatureAlgorithm::es256, secret).value();
  const SigningKey eddsa = SigningKey::from_secret(SignatureAlgorithm::eddsa, secret).value();
  CHECK_FALSE(es256.public_key() == eddsa.public_key());
}

TEST_CASE("the scalars 1 and n - 1 are keys of P-256, 0, n and above are none") {
  const auto from = [](const std::string& hex) {
    return SigningKey::from_secret(SignatureAlgorithm::es256, secret_of(hex));
  };
  const auto one = from(std::string(63, '0') + "1");
  REQUIRE(one);
  // The base point of the curve, NIST SP 800-186 section 3.2.1.3.
  CHECK(detail::encode_hex(one->public_key().point()) ==
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
  const auto greatest = from(order.substr(0, 63) + "0");
  REQUIRE(greatest);
  CHECK(std::ranges::equal(greatest->public_key().point().first(32), one->public_key().point().first(32)));
  for (const auto& key : {*one, *greatest}) {
    CHECK(key.public_key().verify(key.sign(as_bytes("a")).value(), as_bytes("a")));
  }

  for (const std::string& hex :
       {std::string(64, '0'), order, order.substr(0, 63) + "2", std::string(64, 'f')}) {
    INFO(hex);
    const auto refused = from(hex);
    REQUIRE(!refused);
    CHECK(refused.error().code == errc::invalid_key);
  }
}

TEST_CASE("a secret of another length is refused, and so is an unknown algorithm") {
  for (const auto algorithm : algorithms) {
    for (const std::size_t size : {0U, 1U, 31U, 33U, 64U}) {
      const auto refused = SigningKey::from_secret(algorithm, SecretBytes(Bytes(size, std::byte{1})));
      REQUIRE(!refused);
      CHECK(refused.error().code == errc::invalid_key);
    }
  }
  const auto unknown = static_cast<SignatureAlgorithm>(2);
  CHECK(SigningKey::from_secret(unknown, SecretBytes(32)).error().code == errc::invalid_argument);
  CHECK(SigningKey::generate(unknown, *system_entropy()).error().code == errc::invalid_argument);
}

TEST_CASE("[G114] a random source that fails or throws makes no signing key") {
  for (const auto algorithm : algorithms) {
    FailingEntropy failing;
    CHECK(SigningKey::generate(algorithm, failing).error().code == errc::entropy_failed);
    ThrowingEntropy throwing;
    CHECK(SigningKey::generate(algorithm, throwing).error().code == errc::provider_failed);
  }
}

TEST_CASE("[G114] a scalar out of range is passed over, and a source that gives no other makes no key") {
  const std::string good(64, '1');
  ScriptedEntropy once({std::string(64, 'f'), std::string(64, '0'), good});
  const auto key = SigningKey::generate(SignatureAlgorithm::es256, once);
  REQUIRE(key);
  CHECK(key->secret() == secret_of(good));
  CHECK(once.calls() == 3);
  ScriptedEntropy forever({std::string(64, 'f')});
  CHECK(SigningKey::generate(SignatureAlgorithm::es256, forever).error().code == errc::entropy_failed);
}

TEST_CASE("EdDSA signs a message the same each time, ES256 never the same way twice") {
  const auto signatures = [](SignatureAlgorithm algorithm) {
    const SigningKey key = SigningKey::from_secret(algorithm, secret_of(std::string(64, '1'))).value();
    std::set<Signature> all;
    for (int i = 0; i < 20; ++i) all.insert(key.sign(as_bytes("message")).value());
    return all.size();
  };
  CHECK(signatures(SignatureAlgorithm::eddsa) == 1);
  CHECK(signatures(SignatureAlgorithm::es256) == 20);
}

// About one r or s in 256 has a leading zero byte, which has to be there.
TEST_CASE("ES256 signatures are 64 bytes with leading zeros, too") {
  const SigningKey key =
      SigningKey::from_secret(SignatureAlgorithm::es256, secret_of(std::string(64, '1'))).value();
  int leading_zeros = 0;
  for (int i = 0; i < 2000; ++i) {
    const Signature signature = key.sign(as_bytes("message")).value();
    if (signature[0] != std::byte{} && signature[32] != std::byte{}) continue;
    ++leading_zeros;
    CHECK(key.public_key().verify(signature, as_bytes("message")));
  }
  CHECK(leading_zeros > 0);
}

TEST_CASE("threads sign and verify with one key at once", "[race]") {
  for (const auto algorithm : algorithms) {
    const SigningKey key = SigningKey::generate(algorithm, *system_entropy()).value();
    std::vector<std::string> faults(4);
    run_threads(4, [&](int thread) {
      for (int i = 0; i < 50; ++i) {
        const std::string message = std::to_string(thread) + "/" + std::to_string(i);
        const auto signature = key.sign(as_bytes(message));
        if (!signature || !key.public_key().verify(*signature, as_bytes(message))) {
          faults[static_cast<std::size_t>(thread)] = message;
        }
      }
    });
    CHECK(faults == std::vector<std::string>(4));
  }
}
