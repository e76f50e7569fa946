#include "crypto/screening_score.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/common_passwords.hpp"
#include "crypto/common_passwords_table.hpp"
#include "crypto/screening_form.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using detail::CodePoints;
using detail::SecretText;

namespace {

SecretText points(std::string_view text) {
  return detail::decode_utf8(text).value();
}

std::size_t score(std::string_view text, const std::vector<std::string>& words) {
  std::vector<SecretText> forms;
  forms.reserve(words.size());
  for (const auto& word : words) forms.push_back(points(word));
  const SecretText form = points(text);
  return detail::screening_score(form, std::vector<CodePoints>(forms.begin(), forms.end()));
}

/// Whether `piece` is `word` with at most one mistake, straight from the words of the rule.
bool is_with_one_mistake(const std::string& piece, const std::string& word) {
  if (piece == word) return true;
  for (std::size_t i = 0; i < word.size(); ++i) {
    std::string missing = word;
    missing.erase(i, 1);
    if (piece == missing) return true;
    if (piece.size() != word.size()) continue;
    std::string replaced = word;
    replaced[i] = piece[i];
    if (piece == replaced) return true;
  }
  for (std::size_t i = 1; i < word.size() && piece.size() == word.size() + 1; ++i) {
    std::string added = word;
    added.insert(i, 1, piece[i]);
    if (piece == added) return true;
  }
  return false;
}

/// The fewest points, by trying every way to cut `text`.
std::size_t score_by_trying(const std::string& text, const std::vector<std::string>& words) {
  if (text.empty()) return 0;
  std::size_t fewest = 1 + score_by_trying(text.substr(1), words);
  for (std::size_t length = 1; length <= text.size(); ++length) {
    const std::string piece = text.substr(0, length);
    const bool is_word = std::any_of(words.begin(), words.end(),
                                     [&](const auto& word) { return is_with_one_mistake(piece, word); });
    if (is_word) fewest = std::min(fewest, 1 + score_by_trying(text.substr(length), words));
  }
  return fewest;
}

std::string unit(std::string_view text) {
  const SecretText form = points(text);
  std::string result;
  for (const UChar32 c : detail::repeated_unit(form)) result += static_cast<char>(c);
  return result;
}

}  // namespace

TEST_CASE("a word is one point and a remaining character is one point") {
  CHECK(score("", {"contoso"}) == 0);
  CHECK(score("abcd", {}) == 4);
  CHECK(score("contoso", {"contoso"}) == 1);
  CHECK(score("contosoblankl2", {"contoso", "blank"}) == 4);
  CHECK(score("contosoblankf9!", {"contoso", "blank"}) == 5);
  CHECK(score("contosocontoso", {"contoso"}) == 2);
}

TEST_CASE("a word counts with one mistake and not with two") {
  CHECK(score("abcdef", {"abcdef"}) == 1);
  CHECK(score("abcdeg", {"abcdef"}) == 1);    // the last one replaced
  CHECK(score("xbcdef", {"abcdef"}) == 1);    // the first one replaced
  CHECK(score("abcde", {"abcdef"}) == 1);     // the last one missing
  CHECK(score("bcdef", {"abcdef"}) == 1);     // the first one missing
  CHECK(score("abxcdef", {"abcdef"}) == 1);   // one added inside
  CHECK(score("abcdefg", {"abcdef"}) == 2);   // one added behind remains
  CHECK(score("xabcdef", {"abcdef"}) == 2);   // one added in front remains
  CHECK(score("abxydef", {"abcdef"}) == 7);   // two mistakes
  CHECK(score("abxcdyef", {"abcdef"}) == 8);  // two mistakes
  CHECK(score("badcfe", {"abcdef"}) == 6);
}

TEST_CASE("the cut with the fewest points is taken, even if it is not the first that comes") {
  CHECK(score("contosoblank", {"contosob", "contoso", "blank"}) == 2);
  CHECK(score("bluebirdsong", {"bluebird", "birdsong", "blue"}) == 2);  // [blue][birdsong]
}

TEST_CASE("the score agrees with trying every cut") {
  std::mt19937 random(4);
  const auto text_of = [&](std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('a' + random() % 2);
    return text;
  };
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> words;
    for (std::size_t n = random() % 3; n > 0; --n) words.push_back(text_of(4 + random() % 4));
    const std::string text = text_of(random() % 11);
    INFO(text << " with " << words.size() << " words");
    REQUIRE(score(text, words) == score_by_trying(text, words));
  }
}

TEST_CASE("a text that is one unit again and again is that unit") {
  CHECK(unit("aaaaaaaa") == "a");
  CHECK(unit("abcabcabc") == "abc");
  CHECK(unit("abcabca") == "abc");  // the last time cut short
  CHECK(unit("passwordpassword") == "password");
  CHECK(unit("abcdabc") == "abcdabc");  // not twice
  CHECK(unit("abcdefgh") == "abcdefgh");
  CHECK(unit("a") == "a");
  CHECK(unit("").empty());
}

TEST_CASE("the table of common passwords is sorted, without duplicates and in whole lines") {
  std::vector<std::string_view> lines;
  for (std::string_view block : detail::common_password_blocks()) {
    REQUIRE_FALSE(block.empty());
    REQUIRE(block.back() == '\n');
    while (!block.empty()) {
      lines.push_back(block.substr(0, block.find('\n')));
      block.remove_prefix(lines.back().size() + 1);
    }
  }
  CHECK(lines.size() > 49'000);
  CHECK(std::is_sorted(lines.begin(), lines.end()));
  CHECK(std::adjacent_find(lines.begin(), lines.end()) == lines.end());
  for (const auto line : lines) {
    if (line.empty() || !detail::is_common_password(points(line))) FAIL_CHECK(line);
  }
}

TEST_CASE("what is not a line of the table is not a common password") {
  for (const char* text : {"", "a", "!", "~~~", "passwo~d", "passwordq1x", "zzzzzzzzzzzzzzzzzzzzzz",
                           "password\n", "\xC3\xA9t\xC3\xA9", "\xF0\x9F\x98\x80", "dragon\nmonkey"}) {
    INFO(text);
    CHECK_FALSE(detail::is_common_password(points(text)));
  }
}
