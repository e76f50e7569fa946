#include "counterfoil/base/utf8.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace counterfoil;

namespace {

struct Utf8Vector {
  bool accepted;
  std::string bytes;
  std::size_t code_points;
  std::string what;
};

std::string from_hex(const std::string& digits) {
  std::string bytes;
  if (digits == "-") return bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

std::vector<Utf8Vector> utf8_vectors() {
  std::ifstream file(COUNTERFOIL_TEST_VECTORS "/utf8.txt");
  REQUIRE(file);
  std::vector<Utf8Vector> vectors;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string verdict;
    std::string bytes;
    std::string count;
    std::string what;
    fields >> verdict >> bytes >> count >> std::ws;
    std::getline(fields, what);
    const bool accepted = verdict == "ok";
    vectors.push_back({accepted, from_hex(bytes), accepted ? std::stoul(count) : 0, what});
  }
  return vectors;
}

}  // namespace

TEST_CASE("[K156] overlong, surrogate, truncated and out-of-range UTF-8 is refused, the rest is accepted") {
  const auto vectors = utf8_vectors();
  REQUIRE(vectors.size() > 40);
  for (const auto& vector : vectors) {
    INFO(vector.what);
    CHECK(is_valid_utf8(vector.bytes) == vector.accepted);
    CHECK(is_valid_utf8("before" + vector.bytes + "after") == vector.accepted);
  }
}

TEST_CASE("code points are counted, not bytes and not what is seen as one character") {
  for (const auto& vector : utf8_vectors()) {
    INFO(vector.what);
    const auto count = count_code_points(vector.bytes);
    REQUIRE(count.has_value() == vector.accepted);
    if (vector.accepted) CHECK(*count == vector.code_points);
    if (!vector.accepted) CHECK(count.error().code == errc::invalid_utf8);
  }
}

TEST_CASE("every code point but the surrogates is one code point of well-formed UTF-8") {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    std::string bytes;
    if (code_point < 0x80) {
      bytes = {static_cast<char>(code_point)};
    } else if (code_point < 0x800) {
      bytes = {static_cast<char>(0xC0 | code_point >> 6), static_cast<char>(0x80 | (code_point & 0x3F))};
    } else if (code_point < 0x10000) {
      bytes = {static_cast<char>(0xE0 | code_point >> 12), static_cast<char>(0x80 | (code_point >> 6 & 0x3F)),
               static_cast<char>(0x80 | (code_point & 0x3F))};
    } else {
      bytes = {
          static_cast<char>(0xF0 | code_point >> 18), static_cast<char>(0x80 | (code_point >> 12 & 0x3F)),
          static_cast<char>(0x80 | (code_point >> 6 & 0x3F)), static_cast<char>(0x80 | (code_point & 0x3F))};
    }
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (is_valid_utf8(bytes) == surrogate) FAIL("U+" << std::hex << static_cast<unsigned>(code_point));
    if (!surrogate && *count_code_points(bytes) != 1) FAIL(std::hex << static_cast<unsigned>(code_point));
  }
}

TEST_CASE("NFC composes, orders marks, and leaves compatibility characters alone") {
  CHECK(*to_nfc("") == "");
  CHECK(*to_nfc("plain") == "plain");
  CHECK(*to_nfc("e\xCC\x81") == "\xC3\xA9");                                 // e, acute
  CHECK(*to_nfc("\xE2\x84\xAB") == "\xC3\x85");                              // the angstrom sign
  CHECK(*to_nfc("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8") == "\xEA\xB0\x81");  // conjoining jamo
  CHECK(*to_nfc("s\xCC\x87\xCC\xA3") == "\xE1\xB9\xA9");                     // dot above before dot below
  CHECK(*to_nfc("\xEF\xAC\x81") == "\xEF\xAC\x81");                          // the fi ligature stays
  CHECK(*to_nfc("\xF0\x9D\x85\xA0") == "\xF0\x9D\x85\x98\xF0\x9D\x85\xA5\xF0\x9D\x85\xAE");  // excluded
  CHECK(*to_nfc(std::string("a\0b", 3)) == std::string("a\0b", 3));
}

TEST_CASE("NFC of a text in NFC is that text") {
  for (const char* text :
       {"J\xC3\xBCrgen", "\xCE\x9F\xCE\xB4\xCF\x8C\xCF\x82", "\xEA\xB0\x81", "\xE1\xB9\xA9"}) {
    CHECK(*to_nfc(text) == text);
  }
}

TEST_CASE("NFC refuses malformed UTF-8 and more text than its limit") {
  const auto malformed = to_nfc("ab\xC3");
  REQUIRE_FALSE(malformed);
  CHECK(malformed.error().code == errc::invalid_utf8);
  CHECK(to_nfc(std::string(max_nfc_size, 'x')).has_value());
  const auto long_text = to_nfc(std::string(max_nfc_size + 1, 'x'));
  REQUIRE_FALSE(long_text);
  CHECK(long_text.error().code == errc::too_long);
}

TEST_CASE("NFC can be used for the first time from several threads", "[race]") {
  std::vector<std::string> results(8);
  std::vector<std::thread> threads;
  threads.reserve(results.size());
  for (auto& result : results) {
    threads.emplace_back([&result] { result = to_nfc("e\xCC\x81").value_or("failed"); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) CHECK(result == "\xC3\xA9");
}
