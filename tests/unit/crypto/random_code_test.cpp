#include "counterfoil/crypto/random_code.hpp"

#include <map>
#include <string>

#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// Gives 0, 1, 2, … 255, 0, …
class CountingEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = static_cast<std::byte>(next_++ & 0xFFU);
    return {};
  }

 private:
  unsigned next_ = 0;
};

}  // namespace

TEST_CASE("every byte of the random source leads to a character, each as often as any other") {
  CountingEntropy entropy;
  std::map<char, int> counts;
  for (int i = 0; i < 256 / 64; ++i) {
    for (const char c : text_of(random_code(entropy, 64).value())) ++counts[c];
  }
  CHECK(counts.size() == 32);
  for (const auto& [character, count] : counts) {
    INFO(character);
    CHECK(count == 8);
    CHECK(std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ").find(character) != std::string::npos);
  }
}

TEST_CASE("a random code has the length asked for, and two are different") {
  for (const std::size_t length : {4U, 8U, 13U, 23U, 64U}) {
    CHECK(random_code(*system_entropy(), length).value().size() == length);
  }
  CHECK_FALSE(random_code(*system_entropy(), 13).value() == random_code(*system_entropy(), 13).value());
  for (const std::size_t length : {0U, 3U, 65U}) {
    CHECK(random_code(*system_entropy(), length).error().code == errc::invalid_argument);
  }
}

TEST_CASE("[G114] a failing random source gives no code") {
  FailingEntropy failing;
  CHECK(random_code(failing, 13).error().code == errc::entropy_failed);
}

TEST_CASE("a code is read as it was meant, in small letters, grouped, and with look-alikes") {
  const std::map<std::string, std::string> readings = {
      {"ABCD-EFGH", "ABCDEFGH"}, {"abcd efgh", "ABCDEFGH"}, {" a-b-c ", "ABC"},           {"O0o", "000"},
      {"1lLiI", "11111"},        {"vwxyz", "VWXYZ"},        {"0123456789", "0123456789"},
  };
  for (const auto& [typed, canonical] : readings) {
    INFO(typed);
    CHECK(text_of(canonical_code(typed).value()) == canonical);
  }
}

TEST_CASE("[G115] what cannot be a code is refused, and the message does not repeat it") {
  for (const std::string& typed :
       {std::string(), std::string(" - "), std::string("ABCDU"), std::string("abcdu"), std::string("ABC_D"),
        std::string("ABC\0D", 5), std::string("ABC\nD"), std::string("ABC\tD"), std::string("ÀBCD"),
        std::string("ABC\xEF\xBC\xA1"), std::string(65, 'A')}) {
    const auto code = canonical_code(typed);
    REQUIRE_FALSE(code);
    CHECK(code.error().code == errc::invalid_encoding);
    CHECK(code.error().message.find("ABC") == std::string::npos);
  }
  CHECK(canonical_code(std::string(64, 'A')));
  CHECK(canonical_code(std::string(256, '-')).error().code == errc::invalid_encoding);
  CHECK(canonical_code(std::string(257, '-')).error().code == errc::too_long);
  CHECK(canonical_code(std::string(1U << 20U, 'A')).error().code == errc::too_long);
}

TEST_CASE("a grouped code reads back to itself") {
  for (std::size_t length = 4; length <= 64; ++length) {
    const SecretBytes code = random_code(*system_entropy(), length).value();
    for (const std::size_t group : {1U, 3U, 4U, 5U, 100U}) {
      const SecretBytes grouped = grouped_code(code, group).value();
      CHECK(canonical_code(text_of(grouped)).value() == code);
    }
  }
  CHECK(text_of(grouped_code(SecretBytes(std::string_view("ABCDEFGHJK")), 4).value()) == "ABCD-EFGH-JK");
  CHECK(text_of(grouped_code(SecretBytes(std::string_view("ABCDEFGH")), 4).value()) == "ABCD-EFGH");
  CHECK(grouped_code(SecretBytes(), 4).value().empty());
  CHECK(grouped_code(SecretBytes(std::string_view("ABCD")), 0).error().code == errc::invalid_argument);
}
