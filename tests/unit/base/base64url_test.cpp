#include "counterfoil/base/base64url.hpp"

#include <random>
#include <string>

#include "counterfoil/base/id.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/vectors.hpp"

using namespace counterfoil;
using counterfoil::testing::from_hex;
using counterfoil::testing::read_vectors;

namespace {

Bytes random_bytes(std::mt19937& engine, std::size_t size) {
  Bytes bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::byte>(engine() & 0xFFU);
  return bytes;
}

}  // namespace

TEST_CASE("base64url follows RFC 4648 and RFC 7515 and refuses every other form") {
  const auto vectors = read_vectors("base64url.txt");
  REQUIRE(vectors.size() > 25);
  for (const auto& vector : vectors) {
    const std::string text = vector[1] == "-" ? "" : vector[1];
    INFO(text);
    const auto decoded = decode_base64url(text);
    const auto secret = decode_secret_base64url(text);
    if (vector[0] == "ok") {
      REQUIRE(decoded);
      CHECK(*decoded == from_hex(vector[2]));
      CHECK(encode_base64url(*decoded) == text);
      REQUIRE(secret);
      CHECK(*secret == SecretBytes(ByteView(*decoded)));
    } else {
      REQUIRE_FALSE(decoded);
      CHECK(decoded.error().code == errc::invalid_encoding);
      REQUIRE_FALSE(secret);
      CHECK(secret.error().code == errc::invalid_encoding);
    }
  }
}

TEST_CASE("base64url refuses white space, NUL and bytes above 127 anywhere") {
  for (int c = 0; c < 256; ++c) {
    const auto digit = static_cast<char>(c);
    const bool in_alphabet =
        (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    INFO(c);
    CHECK(decode_base64url(std::string{digit, 'A', 'A', 'A'}).has_value() == in_alphabet);
    CHECK(decode_base64url(std::string{'A', 'A', 'A', digit}).has_value() == in_alphabet);
  }
}

TEST_CASE("every byte string has one base64url text, and it reads back") {
  std::mt19937 engine(1);
  for (std::size_t size = 0; size < 200; ++size) {
    const Bytes bytes = random_bytes(engine, size);
    const std::string text = encode_base64url(bytes);
    const auto decoded = decode_base64url(text);
    REQUIRE(decoded);
    CHECK(*decoded == bytes);
    CHECK(text.size() == (size * 8 + 5) / 6);
  }
}

TEST_CASE("base64url agrees with Python's base64 module") {
  std::mt19937 engine(2);
  std::string program = "import base64\n";
  std::string expected;
  for (std::size_t size = 0; size < 60; ++size) {
    const Bytes bytes = random_bytes(engine, size);
    program += "print(base64.urlsafe_b64encode(bytes.fromhex('" + detail::encode_hex(bytes) +
               "')).decode().rstrip('='))\n";
    expected += encode_base64url(bytes) + "\n";
  }
  const auto output = counterfoil::testing::run_command("python3 -c \"" + program + "\"");
  CHECK(output.status == 0);
  CHECK(output.text == expected);
}
