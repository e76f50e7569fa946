#include "counterfoil/crypto/password_screening.hpp"

#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "counterfoil/crypto/password_hash.hpp"
#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "support/memory_scan.hpp"

using namespace counterfoil;

namespace {

PasswordScreening screened(std::string_view password, const ScreeningRules& rules = {}) {
  return screen_password(SecretBytes(password), rules).value();
}

ScreeningRules banning(std::vector<std::string> words) {
  ScreeningRules rules;
  rules.banned_words = std::move(words);
  return rules;
}

ScreeningRules about(std::vector<std::string> words) {
  ScreeningRules rules;
  rules.context_words = std::move(words);
  return rules;
}

std::vector<std::string> common_passwords() {
  std::ifstream file(COUNTERFOIL_SOURCE_DIR "/data/common_passwords.txt");
  std::vector<std::string> passwords;
  for (std::string line; std::getline(file, line);) passwords.push_back(line);
  return passwords;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// A password of Greek letters that is written nowhere.
constexpr std::size_t letters = 24;
char32_t letter_at(std::size_t index) {
  return 0x3B1 + static_cast<char32_t>(index * 5 % 17);
}

const PasswordScreening accepted_with_5{std::nullopt, 5, 5};

}  // namespace

TEST_CASE("the published vectors of the scoring rule come out") {
  const auto refused = screened("C0ntos0Blank12", banning({"contoso", "blank"}));
  CHECK(refused == PasswordScreening{ScreeningRefusal::too_predictable, 4, 5});
  const auto accepted = screened("ContoS0Bl@nkf9!", banning({"contoso", "blank"}));
  CHECK(accepted == accepted_with_5);
}

TEST_CASE("each of the commonest passwords is refused, whatever its length") {
  const auto passwords = common_passwords();
  REQUIRE(passwords.size() > 49'000);
  ScreeningRules rules;
  rules.min_length = 1;
  for (const auto& password : passwords) {
    if (screened(password, rules).accepted()) FAIL_CHECK(password);
  }
}

TEST_CASE("the 3000 commonest passwords that are long enough are refused as common") {
  int checked = 0;
  for (const auto& password : common_passwords()) {
    if (password.size() < 8) continue;
    const auto screening = screened(password);
    // A repeated unit such as "11111111" has too few points before it is looked up.
    if (screening.refusal != ScreeningRefusal::common) {
      INFO(password);
      CHECK(screening.refusal == ScreeningRefusal::too_predictable);
    }
    if (++checked == 3000) break;
  }
  CHECK(checked == 3000);
}

TEST_CASE("case, width and look-alikes do not hide a common password") {
  for (const char* password : {"PASSWORD", "Password", "p@ssw0rd", "P@$$W0RD", "1L0vey0u", "ilovey0u",
                               "\xEF\xBD\x90\xEF\xBD\x81ssword"}) {
    INFO(password);
    CHECK(screened(password).refusal == ScreeningRefusal::common);
  }
}

TEST_CASE("a common password with little added is refused, with more it is not") {
  CHECK(screened("Password#!") == PasswordScreening{ScreeningRefusal::common, 3, 5});
  CHECK(screened("[]Password~") == PasswordScreening{ScreeningRefusal::common, 4, 5});
  CHECK(screened("password") == PasswordScreening{ScreeningRefusal::common, 1, 5});
  CHECK(screened("dragon#!?") == PasswordScreening{ScreeningRefusal::common, 4, 5});
  CHECK(screened("dragon#!?~").accepted());
}

TEST_CASE("passphrases of common words are accepted") {
  for (const char* password :
       {"correct horse battery staple", "purple-monkey-dishwasher", "master of puppets 1986",
        "\xE7\xA7\x98\xE5\xAF\x86\xE3\x81\xAE\xE8\xA8\x80\xE8\x91\x89\xE3\x81\xA0\xE3\x82\x88\xE3\x81\xAD"}) {
    INFO(password);
    CHECK(screened(password).accepted());
  }
}

TEST_CASE("length is counted in code points, and told") {
  CHECK(screened("x7$kq2!") == PasswordScreening{ScreeningRefusal::too_short, 7, 8});
  CHECK(screened("x7$kq2!z").accepted());
  CHECK(screened("\xC3\xA9\xC3\xA8\xC3\xAA\xC3\xAB").refusal == ScreeningRefusal::too_short);  // 8 bytes
  CHECK(screened("\xF0\x9F\x98\x80\xF0\x9F\x94\x91\xF0\x9F\x8D\x8E\xF0\x9F\x9A\x97"
                 "\xF0\x9F\x8E\xB8\xF0\x9F\x90\xA7\xF0\x9F\x8C\xB5\xF0\x9F\xA7\xB2")
            .accepted());
  CHECK(screened("") == PasswordScreening{ScreeningRefusal::too_short, 0, 8});
  ScreeningRules alone;
  alone.min_length = 15;
  CHECK(screened("x7$kq2!zx7$kq9", alone) == PasswordScreening{ScreeningRefusal::too_short, 14, 15});
  CHECK(screened("x7$kq2!zx7$kq9w", alone).accepted());
}

TEST_CASE("64 code points and more are taken, 256 at most") {
  std::string password;
  for (int i = 0; password.size() < 256; ++i) password += std::to_string(i * i) + "x";
  password.resize(256);
  CHECK(screened(password.substr(0, 64)).accepted());
  CHECK(screened(password).accepted());
  CHECK(screened(password + "y") == PasswordScreening{ScreeningRefusal::too_long, 257, 256});
  CHECK(screened(std::string(1'000'000, 'x')) ==
        PasswordScreening{ScreeningRefusal::too_long, 1'000'000, 256});
}

TEST_CASE("words about the person or organisation are told apart from banned words") {
  const auto rules = about({"Contoso", "Amelia", "Earhart"});
  CHECK(screened("Contoso!9", rules) == PasswordScreening{ScreeningRefusal::contains_context_word, 3, 5});
  CHECK(screened("amelia.earhart", rules) ==
        PasswordScreening{ScreeningRefusal::contains_context_word, 3, 5});
  CHECK(screened("3arhartAm3lia", rules).refusal == ScreeningRefusal::contains_context_word);
  CHECK(screened("Contoso flies far", rules).accepted());
  auto both = banning({"northwind"});
  both.context_words = {"Amelia"};
  CHECK(screened("n0rthwind77", both).refusal == ScreeningRefusal::too_predictable);
}

TEST_CASE("words are compared in the same form as the password") {
  CHECK_FALSE(screened("m\xC3\xBCnchen9!", about({"MU\xCC\x88NCHEN"})).accepted());
  CHECK_FALSE(screened("muenchen9!", about({"\xEF\xBC\xAD\xEF\xBC\xB5\xEF\xBC\xA5nchen"})).accepted());
  CHECK_FALSE(screened("sch00l99!", about({"School"})).accepted());
}

TEST_CASE("words of fewer than four characters are ignored") {
  CHECK(screened("bobxbobybob", about({"bob"})).accepted());
  CHECK(screened("bobbxbobbybobb", about({"bobb"})).accepted());
  CHECK_FALSE(screened("bobbxbobbbobb", about({"bobb"})).accepted());
  CHECK(screened("\xC3\xA9t\xC3\xA9-is-hot", about({"\xC3\xA9t\xC3\xA9"}))
            .accepted());  // 3 characters, 5 bytes
}

TEST_CASE("repetition earns no points") {
  CHECK(screened("aaaaaaaaaaaaaaaa").refusal == ScreeningRefusal::too_predictable);
  CHECK(screened("xy!xy!xy!xy!").refusal == ScreeningRefusal::too_predictable);
  CHECK(screened("PasswordPassword").refusal == ScreeningRefusal::common);
  CHECK(screened("k7!Qzk7!Qz").accepted());  // a unit of five
}

TEST_CASE("the needed score can be set, and a common password is refused even at none") {
  auto rules = banning({"contoso", "blank"});
  rules.min_score = 6;
  CHECK(screened("ContoS0Bl@nkf9!", rules) == PasswordScreening{ScreeningRefusal::too_predictable, 5, 6});
  rules.min_score = 0;
  CHECK(screened("contosoblank", rules).accepted());
  CHECK(screened("password", rules).refusal == ScreeningRefusal::common);
  CHECK(screened("passwordq", rules).accepted());
}

TEST_CASE("rules out of their range are refused") {
  const SecretBytes password(std::string_view("x7$kq2!z"));
  const auto code_for = [&](auto&& change) {
    ScreeningRules rules;
    change(rules);
    return screen_password(password, rules).error().code;
  };
  CHECK(code_for([](auto& rules) { rules.min_length = 0; }) == errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.max_length = 257; }) == errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.max_length = 7; }) == errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.min_score = 65; }) == errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.banned_words.assign(1001, "word"); }) == errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.context_words.assign(1001, "word"); }) == errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.banned_words = {std::string(65, 'w')}; }) == errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.banned_words = {std::string(100'000, 'w')}; }) ==
        errc::invalid_argument);
  CHECK(code_for([](auto& rules) { rules.context_words = {"\xFFword"}; }) == errc::invalid_argument);
}

TEST_CASE("[K156] a password that is not well-formed UTF-8 is refused") {
  for (const char* text : {"password\xC0\x80", "password\xED\xA0\x80", "\xFFpassword"}) {
    CHECK(screen_password(SecretBytes(std::string_view(text)), {}).error().code == errc::invalid_utf8);
  }
}

TEST_CASE("[G115] every outcome has a sentence of its own, with the numbers and without the password") {
  auto rules = banning({"contoso"});
  rules.context_words = {"ottoline"};
  const auto sentence = [&](std::string_view password) { return explain(screened(password, rules)); };
  CHECK(sentence("x7$kq2!z") == "This password can be used.");
  CHECK(sentence("x7$k") == "Use at least 8 characters; this has 4.");
  CHECK(sentence(std::string(300, 'x')) == "Use at most 256 characters; this has 300.");
  CHECK(sentence("Password1").find("most common") != std::string::npos);
  CHECK(sentence("Ottoline99").find("3 of 5 points") != std::string::npos);
  CHECK(sentence("contosocontoso").find("1 of 5 points") != std::string::npos);
  for (const char* password : {"Ottoline99", "contoso99", "Password1"}) {
    CHECK(sentence(password).find(std::string_view(password).substr(0, 8)) == std::string::npos);
  }
}

TEST_CASE("[G115] screening and hashing a password leave no copy of it in memory") {
  const auto scan = std::make_unique<testing::MemoryScan>(letter_at);
  {
    SecretBytes password(2 * letters);
    const auto bytes = password.write(SecretAccess::grant());
    for (std::size_t i = 0; i < letters; ++i) {
      bytes[2 * i] = static_cast<std::byte>(0xC0 | letter_at(i) >> 6);
      bytes[2 * i + 1] = static_cast<std::byte>(0x80 | (letter_at(i) & 0x3F));
    }
    CHECK(screen_password(password, about({"Amelia"}))->accepted());
    testing::SeededEntropy entropy(1);
    const auto stored = hash_password(password, {64, 1, 1}, entropy);
    CHECK(verify_password(password, stored.value()).has_value());
    CHECK(scan->count() == 1);  // the one that lives
  }
  CHECK(scan->count() == 0);
}

TEST_CASE("the slowest words and password are still screened") {
  ScreeningRules rules;
  rules.banned_words.assign(1000, repeated("a", 63) + "b");
  rules.context_words.assign(1000, repeated("a", 63) + "c");
  CHECK(screened(repeated("a", 255) + "d", rules).refusal == ScreeningRefusal::too_predictable);
}

TEST_CASE("passwords can be screened for the first time from several threads", "[race]") {
  std::vector<int> accepted(8, -1);
  std::vector<std::thread> threads;
  threads.reserve(accepted.size());
  for (int& result : accepted) {
    threads.emplace_back([&result] {
      result =
          screened("\xC3\x89t\xC3\xA9 \xC3\xA0 la mer", about({"\xC3\x89T\xC3\x89S"})).accepted() ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  for (const int result : accepted) CHECK(result == 1);
}
