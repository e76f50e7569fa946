#include "counterfoil/base/precis.hpp"

#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/precis_class.hpp"
#include "counterfoil/base/utf8.hpp"
#include "support/catch.hpp"
#include "support/memory_scan.hpp"
#include "support/precis_vectors.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

Result<std::string> prepare_password_text(const std::string& password) {
  return prepare_password(SecretBytes(password)).transform([](const SecretBytes& prepared) {
    return std::string(prepared.read_text(SecretAccess::grant()));
  });
}

detail::DerivedProperty property_named(const std::string& name) {
  using detail::DerivedProperty;
  if (name == "PVALID") return DerivedProperty::valid;
  if (name == "FREE_PVAL") return DerivedProperty::freeform_valid;
  if (name == "CONTEXTJ") return DerivedProperty::context_joiner;
  if (name == "CONTEXTO") return DerivedProperty::context_other;
  REQUIRE(name == "DISALLOWED");
  return DerivedProperty::disallowed;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// A password of composed letters, which is written nowhere.
constexpr std::size_t letters = 24;
char32_t letter_at(std::size_t index) {
  return 0x3B1 + static_cast<char32_t>(index * 7 % 17);
}

/// That password with an acute that composes at the end, straight into secret memory.
SecretBytes unprepared_password() {
  SecretBytes password(2 * letters + 3);
  const auto bytes = password.write(SecretAccess::grant());
  for (std::size_t i = 0; i < letters; ++i) {
    bytes[2 * i] = static_cast<std::byte>(0xC0 | letter_at(i) >> 6);
    bytes[2 * i + 1] = static_cast<std::byte>(0x80 | (letter_at(i) & 0x3F));
  }
  bytes[2 * letters] = std::byte{'e'};
  bytes[2 * letters + 1] = std::byte{0xCC};
  bytes[2 * letters + 2] = std::byte{0x81};
  return password;
}

/// A text of code points that the rules care about.
std::string random_text(std::mt19937& random) {
  static const std::vector<unsigned long> interesting = {
      'a',     'l',     'Z',     '1',    '@',    ' ',     0xB7,   0xDF,   0xC9,   0x130,  0x301,
      0x323,   0x375,   0x3A3,   0x3C2,  0x3B1,  0x5D0,   0x5F3,  0x628,  0x627,  0x650,  0x661,
      0x6F1,   0x915,   0x94D,   0x1100, 0x1161, 0x200C,  0x200D, 0x212A, 0x2163, 0x3000, 0x30AB,
      0x30FB,  0xAC00,  0xFF21,  0xFF76, 0xFF9E, 0x1F600, 0x1E9E, 0x345,  0x1F80, 0xFB01, 0x16D6,
      0x1D15E, 0x10400, 0x118A0, 0x1E9,  0x20,   0xA0,    0xAD};
  std::string text;
  const std::size_t length = 1 + random() % 6;
  for (std::size_t i = 0; i < length; ++i) text += utf8_of(interesting[random() % interesting.size()]);
  return text;
}

}  // namespace

TEST_CASE("usernames are prepared as RFC 8265 UsernameCaseMapped says") {
  const auto vectors = read_precis_vectors("precis_usernames.txt");
  REQUIRE(vectors.size() > 90);
  for (const auto& vector : vectors) {
    INFO(vector.what << ": " << vector.input);
    const auto prepared = prepare_username(vector.input);
    REQUIRE(prepared.has_value() == vector.accepted);
    if (vector.accepted) CHECK(*prepared == vector.prepared);
    if (!vector.accepted) CHECK(prepared.error().code == errc::invalid_username);
  }
}

TEST_CASE("passwords are prepared as RFC 8265 OpaqueString says") {
  const auto vectors = read_precis_vectors("precis_passwords.txt");
  REQUIRE(vectors.size() > 30);
  for (const auto& vector : vectors) {
    INFO(vector.what << ": " << vector.input);
    const auto prepared = prepare_password_text(vector.input);
    REQUIRE(prepared.has_value() == vector.accepted);
    if (vector.accepted) CHECK(*prepared == vector.prepared);
    if (!vector.accepted) CHECK(prepared.error().code == errc::invalid_password);
  }
}

TEST_CASE("derived properties agree with an independent implementation for every code point of Unicode 14") {
  std::ifstream file(COUNTERFOIL_TEST_VECTORS "/precis_derived_properties.txt");
  REQUIRE(file);
  std::string line;
  long compared = 0;
  while (std::getline(file, line)) {
    if (line[0] == '#') continue;
    const auto first = static_cast<UChar32>(std::stol(line, nullptr, 16));
    const auto last = static_cast<UChar32>(std::stol(line.substr(line.find("..") + 2), nullptr, 16));
    const auto expected = property_named(line.substr(line.find(' ') + 1));
    for (UChar32 c = first; c <= last; ++c, ++compared) {
      if (detail::derived_property(c) != expected) FAIL_CHECK("U+" << std::hex << c << " in " << line);
    }
  }
  CHECK(compared > 280'000);
}

TEST_CASE("preparing what is prepared changes nothing") {
  std::mt19937 random(1);
  int accepted = 0;
  for (int i = 0; i < 200'000; ++i) {
    const std::string text = random_text(random);
    if (const auto username = prepare_username(text)) {
      ++accepted;
      const auto again = prepare_username(*username);
      if (!again || *again != *username) FAIL("username " << text);
      if (*to_nfc(*username) != *username) FAIL("username not in NFC: " << text);
    }
    if (const auto password = prepare_password_text(text)) {
      ++accepted;
      const auto again = prepare_password_text(*password);
      if (!again || *again != *password) FAIL("password " << text);
    }
  }
  CHECK(accepted > 10'000);
}

TEST_CASE("[K156] usernames and passwords that are not well-formed UTF-8 are refused") {
  for (const char* text : {"\xC0\x80", "a\xED\xA0\x80", "\xFF", "ab\xC3", "\xF4\x90\x80\x80"}) {
    CHECK(prepare_username(text).error().code == errc::invalid_utf8);
    CHECK(prepare_password(SecretBytes(std::string_view(text))).error().code == errc::invalid_utf8);
  }
}

TEST_CASE("usernames and passwords are limited in code points, after preparation") {
  const std::string four_bytes = utf8_of(0x20000);  // a letter of four bytes
  CHECK(prepare_username(repeated(four_bytes, max_username_length)).has_value());
  CHECK(prepare_username(repeated(four_bytes, max_username_length + 1)).error().code == errc::too_long);
  CHECK(prepare_username(repeated("e\xCC\x81", max_username_length)).has_value());
  CHECK(prepare_password_text(repeated(four_bytes, max_password_length)).has_value());
  CHECK(prepare_password_text(repeated(four_bytes, max_password_length + 1)).error().code == errc::too_long);
  CHECK(prepare_password_text(repeated("e\xCC\x81", max_password_length)).has_value());
}

TEST_CASE("a text far beyond the limit is refused before it is looked at") {
  const std::string megabyte(1'000'000, '\xFF');
  CHECK(prepare_username(megabyte).error().code == errc::too_long);
  CHECK(prepare_password(SecretBytes(megabyte)).error().code == errc::too_long);
}

TEST_CASE("[G115] the message of a refusal names the parameter and never the value") {
  const std::string value = "hunter2\x01";
  for (const auto& error : {prepare_username(value).error(), prepare_password_text(value).error()}) {
    CHECK(error.message.find("hunter2") == std::string::npos);
    CHECK(error.message.find(": expected ") != std::string::npos);
  }
}

TEST_CASE("[G115] preparing a password leaves no copy of it in memory") {
  const auto scan = std::make_unique<MemoryScan>(letter_at);
  {
    const SecretBytes password = unprepared_password();
    const auto prepared = prepare_password(password);
    REQUIRE(prepared);
    CHECK(prepared->size() == password.size() - 1);
    CHECK(scan->count() == 2);  // the two that live
  }
  CHECK(scan->count() == 0);
}

TEST_CASE("text can be prepared for the first time from several threads", "[race]") {
  std::vector<std::string> results(8);
  std::vector<std::thread> threads;
  threads.reserve(results.size());
  for (auto& result : results) {
    threads.emplace_back([&result] {
      result = prepare_username("\xEF\xBC\xA1\x45\xCC\x81").value_or("failed") +
               prepare_password_text("\xCE\xA3\xE3\x80\x80").value_or("failed");
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) CHECK(result == "a\xC3\xA9\xCE\xA3 ");
}
