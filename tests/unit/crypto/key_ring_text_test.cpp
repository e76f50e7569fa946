#include "crypto/key_ring_text.hpp"

#include <functional>
#include <string>
#include <vector>

#include "counterfoil/base/id.hpp"
#include "counterfoil/crypto/sha256.hpp"
#include "support/catch.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const std::string installation_line = "installation 0123456789abcdef0123456789abcdef\n";
const std::string material = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const std::string primary_line = "key 01234567 primary 1767225600000 " + material + "\n";
const std::string secondary_line = "key 89abcdef secondary 1767225600001 " + material + "\n";
const std::string retired_line = "key 00000001 retired 1735689600000 1767225600000\n";

/// The text with the checksum that belongs to it.
std::string with_checksum(const std::string& text) {
  return text + "checksum " + detail::encode_hex(sha256(as_bytes(text)).value()) + "\n";
}

std::string ring_text(const std::string& keys) {
  return with_checksum("counterfoil-key-ring 1\n" + installation_line + "revision 3\n" + keys);
}

Result<KeyRing> read(const std::string& text) {
  return KeyRing::read(SecretBytes(std::string_view(text)));
}

}  // namespace

TEST_CASE("a ring reads back what it wrote, whatever its keys went through") {
  KeyRing ring = rotated(rotated(new_ring()));
  ring = ring.with_retired(ring.keys()[0].id, now + Duration(7)).value();
  const SecretBytes text = ring.write().value();
  const KeyRing again = KeyRing::read(text).value();
  CHECK(again.keys() == ring.keys());
  CHECK(again.installation() == ring.installation());
  CHECK(again.revision() == ring.revision());
  CHECK(again.primary().id() == ring.primary().id());
  CHECK(again.write().value() == text);
}

TEST_CASE("the text of a ring is what its format says") {
  const std::string text = ring_text(retired_line + primary_line + secondary_line);
  const KeyRing ring = read(text).value();
  CHECK(text_of(ring.write().value()) == text);
  CHECK(ring.revision() == 3);
  CHECK(ring.installation().text() == "0123456789abcdef0123456789abcdef");
  CHECK(ring.primary().id().text() == "01234567");
  REQUIRE(ring.keys().size() == 3);
  CHECK(ring.keys()[0].retired == Timestamp(Duration(1'767'225'600'000)));
  CHECK(ring.keys()[2].created == Timestamp(Duration(1'767'225'600'001)));
}

TEST_CASE("[G111] the text of a retired key holds no material") {
  const KeyRing ring = rotated(new_ring());
  const std::string before = text_of(ring.write().value());
  const std::string line = before.substr(before.find("key " + ring.keys()[0].id.text()));
  const std::string old_material = line.substr(line.find('\n') - material.size(), material.size());
  REQUIRE(before.find(old_material) != std::string::npos);
  const std::string after = text_of(ring.with_retired(ring.keys()[0].id, now).value().write().value());
  CHECK(after.find(old_material) == std::string::npos);
}

TEST_CASE("[G111] every single-bit change of a ring's text is refused") {
  const std::string text = ring_text(primary_line + retired_line);
  REQUIRE(read(text));
  for (std::size_t i = 0; i < text.size() * 8; ++i) {
    std::string changed = text;
    changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << i % 8));
    const auto ring = read(changed);
    INFO(i);
    REQUIRE_FALSE(ring);
    const bool newer_version = ring.error().code == errc::schema_too_new && i / 8 == 21;
    CHECK((ring.error().code == errc::key_file_damaged || newer_version));
  }
}

TEST_CASE("[G111] a ring's text cut off anywhere is refused") {
  const std::string text = ring_text(primary_line);
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(size);
    CHECK(read(text.substr(0, size)).error().code == errc::key_file_damaged);
  }
  CHECK(read(text + "\n").error().code == errc::key_file_damaged);
  CHECK(read(text + text).error().code == errc::key_file_damaged);
}

TEST_CASE("a ring of a newer version of the library is recognised") {
  for (const char* version : {"2", "17"}) {
    CHECK(read(with_checksum(std::string("counterfoil-key-ring ") + version + "\nanything\n")).error().code ==
          errc::schema_too_new);
  }
  for (const char* version : {"0", "01", "-1", "1.0", "", "x"}) {
    CHECK(read(with_checksum(std::string("counterfoil-key-ring ") + version + "\n")).error().code ==
          errc::key_file_damaged);
  }
}

TEST_CASE(
    "a ring that is wrong in itself is refused though its checksum fits, and the message names the line") {
  struct Case {
    const char* what;
    std::string text;
    const char* line;
  };
  const std::string head = "counterfoil-key-ring 1\n";
  const std::vector<Case> cases = {
      {"no key", ring_text(""), "line 3"},
      {"no primary", ring_text(secondary_line), "line 4"},
      {"two primaries", ring_text(primary_line + "key 89abcdef primary 1 " + material + "\n"), "line 5"},
      {"two keys of one id", ring_text(primary_line + "key 01234567 secondary 1 " + material + "\n"),
       "line 5"},
      {"unknown state", ring_text("key 01234567 master 1 " + material + "\n"), "line 4"},
      {"bad id", ring_text("key 0123456 primary 1 " + material + "\n"), "line 4"},
      {"negative time", ring_text("key 01234567 primary -1 " + material + "\n"), "line 4"},
      {"time beyond 2^63", ring_text("key 01234567 primary 9223372036854775808 " + material + "\n"),
       "line 4"},
      {"short material", ring_text("key 01234567 primary 1 " + material.substr(2) + "\n"), "line 4"},
      {"no material", ring_text("key 01234567 primary 1 \n"), "line 4"},
      {"retired with material", ring_text(primary_line + "key 00000001 retired 1 " + material + "\n"),
       "line 5"},
      {"two spaces", ring_text("key  01234567 primary 1 " + material + "\n"), "line 4"},
      {"an empty line", ring_text("\n" + primary_line), "line 4"},
      {"something besides", ring_text(primary_line + "comment\n"), "line 5"},
      {"carriage return", ring_text(primary_line.substr(0, primary_line.size() - 1) + "\r\n"), "line 4"},
      {"no revision", with_checksum(head + installation_line + primary_line), "line 3"},
      {"revision 0", with_checksum(head + installation_line + "revision 0\n" + primary_line), "line 3"},
      {"no installation", with_checksum(head + "revision 1\n" + primary_line), "line 2"},
      {"bad installation", with_checksum(head + "installation x\nrevision 1\n" + primary_line), "line 2"},
  };
  for (const auto& test : cases) {
    INFO(test.what);
    const auto ring = read(test.text);
    REQUIRE_FALSE(ring);
    CHECK(ring.error().code == errc::key_file_damaged);
    CHECK(ring.error().message.find(test.line) != std::string::npos);
    CHECK(ring.error().message.find(material.substr(0, 8)) == std::string::npos);
  }
}

TEST_CASE("a ring with more keys than a ring may have is refused") {
  std::string keys = primary_line;
  for (std::size_t i = 1; i <= KeyRing::max_usable_keys; ++i) {
    keys += "key " + detail::encode_hex(random_id<KeyId>(*system_entropy()).value().bytes()) +
            " secondary 1 " + material + "\n";
  }
  CHECK(read(ring_text(keys)).error().code == errc::key_file_damaged);
}
