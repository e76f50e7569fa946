#include "counterfoil/otp/base32.hpp"

#include <random>
#include <string>
#include <vector>

#include "counterfoil/base/id.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "unit/otp/otp_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

struct Refused {
  std::string text;
  const char* why;
};

}  // namespace

TEST_CASE("base32 agrees with RFC 4648 section 10") {
  const auto vectors = read_vectors("base32_rfc4648.txt");
  REQUIRE(vectors.size() == 7);
  for (const auto& row : vectors) {
    const SecretBytes bytes{ByteView(from_hex(row[0]))};
    const std::string plain = row[1] == "-" ? "" : row[1];
    const std::string padded = row[2] == "-" ? "" : row[2];
    CHECK(text_of(encode_base32(bytes).value()) == plain);
    CHECK(decode_base32(plain).value() == bytes);
    CHECK(decode_base32(padded).value() == bytes);
  }
}

TEST_CASE("base32 of every length comes back as the same bytes") {
  std::mt19937_64 random(1);
  for (std::size_t size = 0; size <= 200; ++size) {
    const SecretBytes bytes = random_bytes(random, size);
    const SecretBytes text = encode_base32(bytes).value();
    CHECK(text.size() == (size * 8 + 4) / 5);
    CHECK(decode_base32(text.read_text(SecretAccess::grant())).value() == bytes);
  }
}

TEST_CASE("base32 agrees with Python's base64 module") {
  std::mt19937_64 random(2);
  std::string command = R"(/usr/bin/python3 -c 'import base64, sys
for text in sys.argv[1:]: print(base64.b32decode(text + "=" * (-len(text) % 8)).hex())')";
  std::string expected;
  for (std::size_t size = 1; size <= 100; ++size) {
    const SecretBytes bytes = random_bytes(random, size);
    command += " " + text_of(encode_base32(bytes).value());
    expected += detail::encode_hex(bytes.read(SecretAccess::grant())) + "\n";
  }
  const CommandOutput output = run_command(command);
  CHECK(output.status == 0);
  CHECK(output.text == expected);
}

TEST_CASE("base32 for a person to type has a space after every fourth letter, and is read back") {
  const SecretBytes bytes(std::string_view("foobarfoobar"));
  const std::string text = text_of(encode_base32_in_groups(bytes).value());
  CHECK(text == "MZXW 6YTB OJTG 633C MFZA");
  CHECK(decode_base32(text).value() == bytes);
  CHECK(text_of(encode_base32_in_groups(SecretBytes(std::string_view("foobar"))).value()) == "MZXW 6YTB OI");
  CHECK(encode_base32_in_groups(SecretBytes()).value().empty());
}

TEST_CASE("[F96] base32 is read in lower case, with separators, and with or without its padding") {
  const SecretBytes expected = decode_base32("JBSWY3DPEHPK3PXPJA").value();
  for (const char* text : {"jbswy3dpehpk3pxpja", "JbSwY3dPeHpK3pXpJa", "jbsw y3dp ehpk 3pxp ja",
                           "JBSW-Y3DP-EHPK-3PXP-JA", " JBSWY3DPEHPK3PXPJA ", "JBSWY3DPEHPK3PXP  JA",
                           "JBSWY3DPEHPK3PXPJA======", "jbsw y3dp ehpk 3pxp ja======"}) {
    INFO(text);
    const auto bytes = decode_base32(text);
    REQUIRE(bytes);
    CHECK(*bytes == expected);
  }
}

TEST_CASE("[F96] what is not base32 is refused, and the message says what is expected") {
  const std::vector<Refused> table = {
      {"0", "number of letters"},
      {"M", "number of letters"},
      {"MZX", "number of letters"},
      {"MZXW6Y", "number of letters"},
      {"MZXW6YTBO", "number of letters"},
      {"M0", "letters A to Z"},
      {"M1", "letters A to Z"},
      {"M8", "letters A to Z"},
      {"M9", "letters A to Z"},
      {"M@", "letters A to Z"},
      {"M[", "letters A to Z"},
      {"M`", "letters A to Z"},
      {"M{", "letters A to Z"},
      {"MY%3", "letters A to Z"},
      {"MY\t\n", "letters A to Z"},
      {std::string("M\0", 2), "letters A to Z"},
      {"M\xC3\xA9Y", "letters A to Z"},
      {"\xEF\xBC\xAD", "number of letters"},
      {"MZ", "unused bits"},
      {"MZXR", "unused bits"},
      {"MZXW7", "unused bits"},
      {"MZXW6YR", "unused bits"},
      {"MY=", "padding"},
      {"MY=======", "padding"},
      {"MZXQ======", "padding"},
      {"MZXW6YTB========", "padding"},
      {"========", "padding"},
      {"=", "padding"},
      {"MY======MY", "nothing after the padding"},
      {"MY====== ", "nothing after the padding"},
      {"MY==-====", "nothing after the padding"},
  };
  for (const Refused& refused : table) {
    INFO(refused.text);
    const auto bytes = decode_base32(refused.text);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == errc::invalid_encoding);
    CHECK(bytes.error().message.find(refused.why) != std::string::npos);
  }
}

TEST_CASE("of all 256 bytes, exactly 58 letters and digits and two separators are taken as base32") {
  int taken = 0;
  for (int c = 0; c < 256; ++c) {
    const std::string text = std::string("A") + static_cast<char>(c) + "AAAAAA";
    taken += decode_base32(text).has_value() ? 1 : 0;
  }
  CHECK(taken == 26 + 26 + 6 + 2);
}

TEST_CASE("only separators are no bytes, like the empty text") {
  CHECK(decode_base32("").value().empty());
  CHECK(decode_base32(" - ").value().empty());
}

TEST_CASE("text longer than the documented maximum is refused before it is read") {
  CHECK(decode_base32(std::string(max_base32_size, 'A')).has_value());
  const auto bytes = decode_base32(std::string(max_base32_size + 8, 'A'));
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == errc::too_long);
}

TEST_CASE("no message about base32 repeats what it was given") {
  const auto bytes = decode_base32("SECRET01SECRET01");
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().message.find("SECRET") == std::string::npos);
}
