#include "counterfoil/crypto/password_hash.hpp"

#include <botan/argon2.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "support/vectors.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

constexpr Argon2idCost cheap{64, 1, 1};

SecretBytes secret(std::string_view text) {
  return SecretBytes(text);
}

PasswordHash hashed(std::string_view password, const Argon2idCost& cost = cheap) {
  SeededEntropy entropy(1);
  return hash_password(secret(password), cost, entropy).value();
}

class ThrowingEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte>) override { throw std::runtime_error("on purpose"); }
};

const std::string salt16 = "MDEyMzQ1Njc4OWFiY2RlZg";
const std::string salt_and_tag = "$" + salt16 + "$0qsHs573+LgGInzYb7sRqlOTBmqY4X6srNEm6ybpJ20";
const std::string tag32 = "0qsHs573+LgGInzYb7sRqlOTBmqY4X6srNEm6ybpJ20";

}  // namespace

TEST_CASE("hashes of the reference implementation verify, and only with their password") {
  const auto rows = read_vectors("argon2id.txt");
  REQUIRE(rows.size() == 8);
  for (const auto& row : rows) {
    INFO(row[1]);
    const SecretBytes password(from_hex(row[0]));
    const auto stored = PasswordHash::parse(row[1]);
    REQUIRE(stored);
    CHECK(stored->text() == row[1]);
    CHECK(verify_password(password, *stored).has_value());
    SecretBytes other = password;
    other.write(SecretAccess::grant()).back() ^= std::byte{1};
    CHECK(verify_password(other, *stored).error().code == errc::password_mismatch);
  }
}

TEST_CASE("the linked Argon2id gives the tag of RFC 9106 section 5.3") {
  const std::vector<std::uint8_t> password(32, 1);
  const std::vector<std::uint8_t> salt(16, 2);
  const std::vector<std::uint8_t> key(8, 3);
  const std::vector<std::uint8_t> associated(12, 4);
  std::array<std::uint8_t, 32> tag{};
  Botan::argon2(tag.data(), tag.size(), reinterpret_cast<const char*>(password.data()), password.size(),
                salt.data(), salt.size(), key.data(), key.size(), associated.data(), associated.size(), 2, 4,
                32, 3);
  const Bytes expected = from_hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  CHECK(equal_in_constant_time(std::as_bytes(std::span(tag)), expected));
}

TEST_CASE("a password verifies against its hash, through the text form too") {
  const PasswordHash stored = hashed("correct horse battery staple");
  CHECK(verify_password(secret("correct horse battery staple"), stored).has_value());
  const auto read = PasswordHash::parse(stored.text());
  REQUIRE(read);
  CHECK(*read == stored);
  CHECK(verify_password(secret("correct horse battery staple"), *read).has_value());
  CHECK(verify_password(secret("Correct horse battery staple"), *read).error().code ==
        errc::password_mismatch);
  CHECK(verify_password(secret(""), *read).error().code == errc::password_mismatch);
}

TEST_CASE("a new hash has the default cost of OWASP, a salt of 128 bits and a tag of 256 bits") {
  const PasswordHash stored = hashed("x", {});
  CHECK(stored.cost() == Argon2idCost{19456, 2, 1});
  CHECK(stored.salt().size() == 16);
  CHECK(stored.tag().size() == 32);
  CHECK(stored.text().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST_CASE("the same password is hashed with a new salt each time") {
  SeededEntropy entropy(7);
  std::set<std::string> texts;
  for (int i = 0; i < 20; ++i) texts.insert(hash_password(secret("same"), cheap, entropy)->text());
  CHECK(texts.size() == 20);
}

TEST_CASE("[K155] a password with NUL inside is hashed and verified as a whole") {
  const PasswordHash stored = hashed(std::string_view("ab\0cd", 5));
  CHECK(verify_password(secret(std::string_view("ab\0cd", 5)), stored).has_value());
  for (const std::string_view other :
       {std::string_view("ab"), std::string_view("ab\0", 3), std::string_view("ab\0ce", 5),
        std::string_view("ab\0cd\0", 6), std::string_view("abcd")}) {
    CHECK(verify_password(secret(other), stored).error().code == errc::password_mismatch);
  }
}

TEST_CASE("a long password is not truncated: its last byte counts") {
  std::string password(1024, 'x');
  const PasswordHash stored = hashed(password);
  CHECK(verify_password(secret(password), stored).has_value());
  password.back() = 'y';
  CHECK(verify_password(secret(password), stored).error().code == errc::password_mismatch);
}

TEST_CASE("an empty or oversized password is not hashed") {
  SeededEntropy entropy(1);
  CHECK(hash_password(secret(""), cheap, entropy).error().code == errc::invalid_password);
  CHECK(hash_password(SecretBytes(4097), cheap, entropy).error().code == errc::too_long);
  CHECK(verify_password(SecretBytes(4097), hashed("x")).error().code == errc::too_long);
  CHECK(hash_password(SecretBytes(4096), cheap, entropy).has_value());
}

TEST_CASE("[G114] no hash is made when the random source fails or throws") {
  FailingEntropy failing;
  CHECK(hash_password(secret("x"), cheap, failing).error().code == errc::entropy_failed);
  ThrowingEntropy throwing;
  CHECK(hash_password(secret("x"), cheap, throwing).error().code == errc::entropy_failed);
}

TEST_CASE("a malformed, foreign or unsafe hash is refused") {
  const std::vector<std::string> malformed = {
      "",
      "$",
      "$argon2id",
      "argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2i$v=19$m=64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2d$v=19$m=64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=16$m=64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$m=64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$t=1,m=64,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=64,t=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=64,t=1,p=1,x=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=064,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=+64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=-64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m= 64,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=64k,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=4294967360,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=,t=1,p=1$" + salt16 + "$" + tag32,
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16,
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$",
      "$argon2id$v=19$m=64,t=1,p=1$$" + tag32,
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$" + tag32 + "=",
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$" + tag32 + "\n",
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$" + tag32 + "$",
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "==$" + tag32,
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$0qsHs573-LgGInzYb7sRqlOTBmqY4X6srNEm6ybpJ20",
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$0qsHs573+LgGInzYb7sRqlOTBmqY4X6srNEm6ybpJ21",  // spare bits
      "$argon2id$v=19$m=64,t=1,p=1$MTIzNDU2Nw$" + tag32,                                         // salt of 7
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$MDEyMzQ1Njc4OWFiY2Rl",                         // tag of 15
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$" + std::string(88, 'A'),                      // tag of 66
      "$argon2id$v=19$m=64,t=1,p=1$" + salt16 + "$" + std::string(300, 'A'),
      "$2y$10$abcdefghijklmnopqrstuuXYZabcdefghijklmnopqrstuvwxyz01234",
  };
  for (const auto& text : malformed) {
    INFO(text);
    const auto stored = PasswordHash::parse(text);
    REQUIRE_FALSE(stored);
    CHECK(stored.error().code == errc::invalid_hash);
  }
}

TEST_CASE("a stored hash cannot ask for more memory or time than the bounds") {
  for (const char* cost : {"m=1048577,t=1,p=1", "m=4294967295,t=1,p=1", "m=64,t=65,p=1", "m=1048576,t=5,p=1",
                           "m=64,t=4294967295,p=1", "m=64,t=1,p=17", "m=7,t=1,p=1", "m=31,t=1,p=4"}) {
    INFO(cost);
    const auto stored = PasswordHash::parse("$argon2id$v=19$" + (cost + salt_and_tag));
    REQUIRE_FALSE(stored);
    CHECK(stored.error().code == errc::invalid_hash);
  }
  for (const char* cost : {"m=1048576,t=4,p=1", "m=65536,t=64,p=16", "m=8,t=1,p=1", "m=32,t=1,p=4"}) {
    INFO(cost);
    CHECK(PasswordHash::parse("$argon2id$v=19$" + (cost + salt_and_tag)).has_value());
  }
}

TEST_CASE("a cost out of range is refused before anything is hashed") {
  SeededEntropy entropy(1);
  for (const Argon2idCost& cost :
       {Argon2idCost{7, 1, 1}, Argon2idCost{0, 1, 1}, Argon2idCost{64, 0, 1}, Argon2idCost{64, 1, 0},
        Argon2idCost{64, 65, 1}, Argon2idCost{64, 1, 17}, Argon2idCost{1u << 21, 1, 1}}) {
    CHECK(check_cost(cost).error().code == errc::invalid_argument);
    CHECK(hash_password(secret("x"), cost, entropy).error().code == errc::invalid_argument);
    CHECK(decoy_hash(cost).error().code == errc::invalid_argument);
  }
  CHECK(check_cost({}).has_value());
}

TEST_CASE("a hash made at another cost or size needs a rehash, one made as wanted does not") {
  const PasswordHash stored = hashed("x");
  CHECK_FALSE(needs_rehash(stored, cheap));
  CHECK(needs_rehash(stored, {128, 1, 1}));
  CHECK(needs_rehash(stored, {64, 2, 1}));
  CHECK(needs_rehash(stored, {64, 1, 2}));
  const std::string cost = "$argon2id$v=19$m=64,t=1,p=1$";
  CHECK(needs_rehash(*PasswordHash::parse(cost + "MTIzNDU2Nzg$" + tag32), cheap));
  CHECK(needs_rehash(*PasswordHash::parse(cost + salt16 + "$MDEyMzQ1Njc4OWFiY2RlZg"), cheap));
}

TEST_CASE("[G106] the decoy for absent users costs the same as a real hash and matches no password") {
  const auto decoy = decoy_hash(cheap);
  REQUIRE(decoy);
  CHECK(decoy->cost() == cheap);
  CHECK(decoy->text().size() == hashed("x").text().size());
  CHECK(*decoy == *decoy_hash(cheap));
  CHECK_FALSE(needs_rehash(*decoy, cheap));
  for (const char* password : {"", "password", "123456"}) {
    CHECK(verify_password(secret(password), *decoy).error().code == errc::password_mismatch);
  }
}

TEST_CASE("[G115] messages about passwords and hashes never hold them") {
  SeededEntropy entropy(1);
  const std::string text = "$argon2id$v=19$m=9,t=1,p=1$" + salt16 + "$" + tag32 + "=";
  CHECK(PasswordHash::parse(text).error().message.find(tag32) == std::string::npos);
  CHECK(verify_password(secret("hunter2"), hashed("x")).error().message.find("hunter2") == std::string::npos);
}

TEST_CASE("[K159] after a fork one lane still hashes, several are refused instead of waiting for ever") {
  const PasswordHash one_lane = hashed("forked");
  const PasswordHash two_lanes = hashed("forked", {64, 1, 2});
  const ::pid_t child = ::fork();
  if (child == 0) {
    ::alarm(60);
    const bool one = verify_password(secret("forked"), one_lane).has_value();
    const auto two = verify_password(secret("forked"), two_lanes);
    ::_exit(one && !two && two.error().code == errc::crypto_failed ? 0 : 1);
  }
  REQUIRE(child > 0);
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(verify_password(secret("forked"), two_lanes).has_value());
}

TEST_CASE("passwords can be hashed and verified for the first time from several threads", "[race]") {
  std::vector<std::string> outcomes(4);
  std::vector<std::thread> threads;
  threads.reserve(outcomes.size());
  SeededEntropy entropy(3);
  for (auto& outcome : outcomes) {
    threads.emplace_back([&outcome, &entropy] {
      const auto stored = hash_password(secret("one of several"), cheap, entropy);
      if (stored && verify_password(secret("one of several"), *stored)) outcome = "verified";
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& outcome : outcomes) CHECK(outcome == "verified");
}
