#include <string>
#include <unordered_set>

#include "phone_support.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using counterfoil::testing::phone_number;

TEST_CASE("the masked form shows the last four digits of a ten-digit number") {
  CHECK(phone_number("+44 7400 123456").masked() == "+44 •••• ••3456");
  CHECK(phone_number("+44 20 7946 0018").masked() == "+44 •• •••• 0018");
  CHECK(phone_number("+1 212 555 0142").masked() == "+1 •••-•••-0142");
  CHECK(phone_number("+86 131 2345 6789").masked() == "+86 ••• •••• 6789");
}

TEST_CASE("the masked form shows less of shorter numbers, and nothing of the shortest") {
  CHECK(phone_number("+33 6 12 34 56 78").masked() == "+33 • •• •• •6 78");
  CHECK(phone_number("+65 8123 4567").masked() == "+65 •••• ••67");
  CHECK(phone_number("+354 611 1234").masked() == "+354 ••• •••4");
  CHECK(phone_number("+298 211234").masked() == "+298 ••••••");
  CHECK(phone_number("+247 40123").masked() == "+247 •••••");
  CHECK(phone_number("+290 8999").masked() == "+290 ••••");
}

TEST_CASE("the masked form of an extension does not even show its length") {
  CHECK(phone_number("+44 20 7946 0018 x1").masked() == "+44 •• •••• 0018 ext. •••");
  CHECK(phone_number("+44 20 7946 0018 x12345").masked() == "+44 •• •••• 0018 ext. •••");
}

TEST_CASE("the parts of a number are what its canonical form says") {
  const PhoneNumber number = phone_number("+39 06 6982 0123");
  CHECK(number.calling_code() == 39);
  CHECK(number.national_number() == "0669820123");
  CHECK(phone_number("+1 212 555 0142").calling_code() == 1);
  CHECK(phone_number("+353 85 012 3456").calling_code() == 353);
  CHECK(phone_number("+353 85 012 3456").national_number() == "850123456");
}

TEST_CASE("numbers are equal with their extension, and the same line without") {
  const PhoneNumber main = phone_number("+44 20 7946 0018");
  const PhoneNumber desk = phone_number("+44 20 7946 0018 x1");
  CHECK(main == phone_number("+442079460018"));
  CHECK(main != desk);
  CHECK(desk != phone_number("+44 20 7946 0018 x01"));
  CHECK(desk == phone_number("+44 20 7946 0018;ext=1"));
  CHECK(main.same_line(desk));
  CHECK_FALSE(main.same_line(phone_number("+44 20 7946 0019")));
  CHECK(std::unordered_set<PhoneNumber>{main, desk, phone_number("+442079460018")}.size() == 2);
}

TEST_CASE("a number is made again from what was stored of it") {
  for (const char* text : {"+44 7400 123456", "+39 06 6982 0123", "+44 20 7946 0018 x0123", "+290 8999",
                           "+888 123 456 78901", "+44 7700 900123", "+52 55 1234 5678"}) {
    INFO(text);
    const PhoneNumber number = phone_number(text);
    const auto again = PhoneNumber::from_e164(number.e164(), number.extension());
    REQUIRE(again);
    CHECK(*again == number);
    CHECK(again->kind() == number.kind());
    CHECK(again->display() == number.display());
  }
}

TEST_CASE("reading a stored number is strict") {
  for (const std::string& text : {std::string(),
                                  std::string("+"),
                                  std::string("+4"),
                                  std::string("447400123456"),
                                  std::string("07400123456"),
                                  std::string("+44 7400123456"),
                                  std::string("+0447400123456"),
                                  std::string("++447400123456"),
                                  std::string("+4407400123456"),
                                  std::string("00447400123456"),
                                  std::string("+447400123456x1"),
                                  std::string("+447400123456\n"),
                                  std::string("+447400123456\0", 14),
                                  std::string(" +447400123456"),
                                  std::string("+4474001234567"),
                                  std::string("+1234567890123456"),
                                  std::string("+999123456789"),
                                  std::string("+44999"),
                                  std::string("+210"),
                                  std::string("+４４７４００１２３４５６"),
                                  std::string(1'000'000, '1'),
                                  "+" + std::string(1'000'000, '1')}) {
    const auto number = PhoneNumber::from_e164(text);
    REQUIRE_FALSE(number);
    CHECK(number.error().code == errc::invalid_phone_number);
  }
  for (const char* extension : {"12345678901", "1 2", "x1", "-1", "١", "12\n"}) {
    const auto number = PhoneNumber::from_e164("+442079460018", extension);
    REQUIRE_FALSE(number);
    CHECK(number.error().code == errc::invalid_phone_number);
  }
}
