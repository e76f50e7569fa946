#include <string>
#include <vector>

#include "counterfoil/phone/country.hpp"
#include "phone_support.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using counterfoil::testing::region;

namespace {

/// The error that `text` gets with the United Kingdom chosen.
Error refusal_of(const std::string& text) {
  const auto number = PhoneNumber::parse(text, region("GB"));
  INFO(text);
  REQUIRE_FALSE(number);
  return number.error();
}

void check_refused(const std::vector<std::string>& texts, std::string_view word) {
  for (const std::string& text : texts) {
    const Error error = refusal_of(text);
    INFO(text << ": " << error.message);
    CHECK(error.code == errc::invalid_phone_number);
    CHECK(error.message.find(word) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("text without a digit is refused") {
  check_refused({"", " ", "+", "()", "tel:+", "- - -", "+ ( )"}, "expected digits");
}

TEST_CASE("[E80] a plus followed by zero is refused") {
  check_refused({"+0044 20 7946 0018", "+044 20 7946 0018", "+020 7946 0018", "+(0)44 20 7946 0018", "+0",
                 "+00", "tel:+0442079460018", "＋０４４２０７９４６００１８"},
                "no country code begins with 0");
}

TEST_CASE("a plus anywhere but before the first digit is refused") {
  check_refused({"++44 20 7946 0018", "44+20 7946 0018", "+44 20 7946 0018+", "+44 +44 20 7946 0018",
                 "020 7946 0018 +44"},
                "only once");
}

TEST_CASE("[E81] sixteen digits are refused, fifteen are looked up") {
  check_refused({"1234567890123456", "+4412345678901234", "00442079460018000", "+44 20 7946 0018 1234567",
                 std::string(PhoneNumber::max_text_size, '7')},
                "more than 15 digits");
  check_refused({"+441234567890123", "123456789012345"}, "too many digits for its country");
}

TEST_CASE("[E81] text beyond 128 bytes is refused whatever it says") {
  for (const std::string& text :
       {std::string(1'000'000, '1'), "+44 20 7946 0018" + std::string(1'000'000, ' '),
        std::string(129, '\xFF'), std::string(PhoneNumber::max_text_size - 11, ' ') + "020 7946 0018"}) {
    CHECK(refusal_of(text).code == errc::too_long);
  }
  const std::string longest = "020 7946 0018" + std::string(PhoneNumber::max_text_size - 13, ' ');
  CHECK(PhoneNumber::parse(longest, region("GB")).has_value());
}

TEST_CASE("[E83] letters and their look-alikes are refused: no vanity numbers") {
  check_refused({"O20 7946 0018", "020 7946 OO18", "020 7946 00l8", "0800 FLOWERS", "1-800-FLOWERS",
                 "07400 12345б", "О20 7946 0018", "020 7946 ОО18", "020 7946 00І8", "ext. 12",
                 "020 7946 0018 e", "020 7946 0018 exit 12", "020 7946 0018 extra 12", "x123", "3e8",
                 "020 7946 0018 p 12", "mobile: 07400 123456", "tel:+44 7400 123456 ή"},
                "letter");
}

TEST_CASE("[E84] control and invisible characters are refused wherever they are") {
  const std::vector<std::string> invisible{
      std::string(1, '\0'), "\r", "\n", "\r\n", "\t", "\x1B", "\x7F",
      "\xC2\xAD",          // soft hyphen
      "\xC2\x85",          // next line
      "\xE2\x80\x8B",      // zero width space
      "\xE2\x80\x8D",      // zero width joiner
      "\xE2\x80\x8E",      // left-to-right mark
      "\xE2\x80\x8F",      // right-to-left mark
      "\xE2\x80\xAA",      // left-to-right embedding
      "\xE2\x80\xAE",      // right-to-left override
      "\xE2\x81\xA0",      // word joiner
      "\xE2\x81\xA6",      // left-to-right isolate
      "\xE2\x80\xA8",      // line separator
      "\xEF\xBB\xBF",      // byte order mark
      "\xEF\xBE\xA0",      // half-width Hangul filler
      "\xF3\xA0\x80\xB1",  // tag digit one
  };
  const std::string number = "+447400123456";
  for (const std::string& character : invisible) {
    for (const std::size_t position : {std::size_t{0}, std::size_t{1}, std::size_t{6}, number.size()}) {
      const Error error = refusal_of(std::string(number).insert(position, character));
      CHECK(error.code == errc::invalid_phone_number);
    }
    CHECK(refusal_of(std::string(number).append(" x12").append(character)).code ==
          errc::invalid_phone_number);
  }
  check_refused({"+44\xE2\x80\x8E 7400 123456", std::string("+447400123456\0", 14)}, "invisible");
}

TEST_CASE("other characters are refused") {
  check_refused({"+44 7400 123456 *", "+44_7400_123456", "+44 7400 123456, 020 7946 0018", "07400&123456",
                 "%2B447400123456", "+44 7400 123456 ☎", "+44 7400 12345①", "+44 7400 12345Ⅷ",
                 "+44 7400 12345²", "+44 7400 '123456'", "$07400123456"},
                "a character that no number has");
}

TEST_CASE("text that is not UTF-8 is refused") {
  for (const char* text : {"+44 7400 12345\xFF", "\xC0\xB0 7400 123456", "07400 12345\xE2\x80",
                           "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    CHECK(refusal_of(text).code == errc::invalid_utf8);
  }
}

TEST_CASE("[E86] a tel URI is read only as a global number without any parameter but ext") {
  check_refused(
      {"tel:+447400123456;phone-context=evil", "tel:+447400123456;phone-context=+44",
       "tel:+447400123456;PHONE-CONTEXT=example.com", "tel:+447400123456;isub=1", "tel:+447400123456;tsp=x",
       "+447400123456;phone-context=+1", "tel:+447400123456;", "tel:+447400123456;ext"},
      "no parameter but ;ext=");
  check_refused({"tel:07400123456", "tel:7400123456;phone-context=+44", "tel:", "tel: +447400123456",
                 "tel:＋447400123456"},
                "after tel:");
  check_refused({"tel:+447400123456;ext=", "tel:+447400123456;ext=12;phone-context=evil",
                 "tel:+447400123456;phone-context=evil;ext=12", "sms:+447400123456", "tel:tel:+447400123456"},
                "phone number: ");
}

TEST_CASE("[E85] an extension is 1 to 10 digits and the last thing in the text") {
  check_refused({"+442079460018x", "+442079460018 ext.", "+442079460018;ext=", "+442079460018 x12345678901",
                 "+442079460018 x12 34", "+442079460018x12-3"},
                "an extension of 1 to 10 digits");
  check_refused(
      {"+442079460018x12x34", "+442079460018;ext=12;ext=13", "+442079460018x+12", "+442079460018 x12a"},
      "phone number: ");
}

TEST_CASE("[E90] short codes and emergency numbers are refused in every country") {
  check_refused({"999", "112", "111", "101", "105", "60123", "62850", "118500", "116123", "+44999", "+44 112",
                 "0044999"},
                "short number");
  const auto all = countries();
  REQUIRE(all);
  for (const Country& country : *all) {
    for (const char* text : {"999", "112", "911", "000", "110", "119", "110", "15", "9"}) {
      INFO(country.name << " " << text);
      CHECK_FALSE(PhoneNumber::parse(text, country.region).has_value());
    }
  }
}

TEST_CASE("a number that no country has is refused, and the message says what is wrong with it") {
  check_refused({"+999 1234 5678", "+210 1234 5678"}, "country code");
  check_refused({"7946 0018", "+2", "+21", "+1 555 0123", "4", "12"}, "too few digits");
  check_refused({"020 7946 00180", "07400 1234567", "+33 6 12 34 56 78 9"}, "too many digits");
  check_refused({"03999 123456", "+44 4400 123456", "+1 112 555 0123", "+1 212 055 0123"}, "no such number");
}
