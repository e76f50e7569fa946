#include "engine/device_keys.hpp"

#include <array>
#include <thread>
#include <vector>

#include "counterfoil/crypto/signing_key.hpp"
#include "support/catch.hpp"
#include "support/fake_entropy.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

PublicKey some_key(SeededEntropy& entropy, SignatureAlgorithm algorithm = SignatureAlgorithm::eddsa) {
  return SigningKey::generate(algorithm, entropy).value().public_key();
}

Digest256 numbered(std::size_t number) {
  Digest256 id{};
  id[0] = static_cast<std::byte>(number >> 8);
  id[1] = static_cast<std::byte>(number & 0xFF);
  return id;
}

}  // namespace

TEST_CASE("a phone's key is made once and found again") {
  SeededEntropy entropy(1);
  DeviceKeys keys;
  for (const auto algorithm : {SignatureAlgorithm::es256, SignatureAlgorithm::eddsa}) {
    const PublicKey key = some_key(entropy, algorithm);
    const PublicKey made = keys.find_or_make(key.thumbprint(), algorithm, key.point()).value();
    const PublicKey found = keys.find_or_make(key.thumbprint(), algorithm, key.point()).value();
    CHECK(made == key);
    // The same memory: it was not made anew.
    CHECK(found.point().data() == made.point().data());
  }
  CHECK(keys.size() == 2);
}

TEST_CASE("a key kept under an id is no other point's, nor another algorithm's") {
  SeededEntropy entropy(2);
  DeviceKeys keys;
  const PublicKey first = some_key(entropy);
  const PublicKey second = some_key(entropy);
  REQUIRE(keys.find_or_make(numbered(1), first.algorithm(), first.point()));
  CHECK(keys.find_or_make(numbered(1), second.algorithm(), second.point()).value() == second);
  CHECK_FALSE(keys.find_or_make(numbered(1), SignatureAlgorithm::es256, second.point()));
  CHECK(keys.size() == 1);
}

TEST_CASE("a point that is no key is refused each time, and not kept") {
  DeviceKeys keys;
  for (int i = 0; i < 2; ++i) CHECK_FALSE(keys.find_or_make({}, SignatureAlgorithm::es256, Bytes(64)));
  CHECK(keys.size() == 0);
}

TEST_CASE("no more keys of phones are kept than there is room for") {
  SeededEntropy entropy(3);
  DeviceKeys keys;
  const PublicKey key = some_key(entropy);
  for (std::size_t i = 0; i < DeviceKeys::max_size; ++i) {
    REQUIRE(keys.find_or_make(numbered(i), key.algorithm(), key.point()));
  }
  CHECK(keys.size() == DeviceKeys::max_size);
  // One that is there already takes no room.
  REQUIRE(keys.find_or_make(numbered(0), key.algorithm(), some_key(entropy).point()));
  CHECK(keys.size() == DeviceKeys::max_size);
  REQUIRE(keys.find_or_make(numbered(DeviceKeys::max_size), key.algorithm(), key.point()));
  CHECK(keys.size() == 1);
}

TEST_CASE("threads find and make the keys of phones at once", "[race]") {
  SeededEntropy entropy(4);
  const PublicKey key = some_key(entropy);
  DeviceKeys keys;
  std::array<bool, 4> right{};
  std::vector<std::thread> threads;
  for (bool& all : right) {
    threads.emplace_back([&] {
      all = true;
      for (std::size_t i = 0; i < 50; ++i) {
        const auto found = keys.find_or_make(numbered(i), key.algorithm(), key.point());
        all = all && found && *found == key;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::array{true, true, true, true});
  CHECK(keys.size() == 50);
}
