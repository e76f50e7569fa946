#include "counterfoil/phone/phone_number.hpp"

#include <string>

#include "phone_support.hpp"
#include "support/catch.hpp"
#include "support/vectors.hpp"

using namespace counterfoil;
using counterfoil::testing::phone_number;
using counterfoil::testing::region;
using counterfoil::testing::spaced;

TEST_CASE("numbers are read as people in many countries write them") {
  const auto vectors = testing::read_vectors("phone_numbers.txt");
  REQUIRE(vectors.size() > 55);
  for (const auto& row : vectors) {
    REQUIRE(row.size() == 7);
    INFO(row[0] << " " << row[1]);
    const auto chosen = row[0] == "-" ? std::optional<Region>() : region(row[0]);
    const auto number = PhoneNumber::parse(spaced(row[1]), chosen);
    REQUIRE(number);
    CHECK(number->e164() == row[2]);
    CHECK(number->extension() == spaced(row[3]));
    CHECK((number->region() ? std::string(number->region()->code()) : "-") == row[4]);
    CHECK(name_of(number->kind()) == row[5]);
    const std::string extension = row[3] == "-" ? "" : " ext. " + row[3];
    CHECK(number->display() == spaced(row[6]) + extension);
  }
}

TEST_CASE("[E79] every way to write a number of the United Kingdom gives one canonical form") {
  const PhoneNumber expected = phone_number("+442079460018");
  const Region gb = region("GB");
  for (const char* text :
       {"+44 (0)20 7946 0018", "+44 020 7946 0018", "0044 20 7946 0018", "00442079460018",
        "0044 (0)20 7946 0018", "020 7946 0018", "02079460018", "(020) 7946 0018", "20 7946 0018",
        "+44.20.7946.0018", "+44/20/7946-0018", "  +44 20 7946 0018  ", "tel:+442079460018"}) {
    INFO(text);
    const auto number = PhoneNumber::parse(text, gb);
    REQUIRE(number);
    CHECK(*number == expected);
  }
}

TEST_CASE("a national number needs a chosen country, an international one does not look at it") {
  const auto without = PhoneNumber::parse("020 7946 0018");
  REQUIRE_FALSE(without);
  CHECK(without.error().code == errc::invalid_phone_number);
  CHECK(without.error().message.find("country code") != std::string::npos);
  CHECK(phone_number("+44 20 7946 0018", region("US")) == phone_number("+44 20 7946 0018"));
  CHECK(phone_number("212 555 0142", region("US")) != phone_number("0212 555 0142", region("TR")));
}

TEST_CASE("[E82] decimal digits of any one script are read, and the canonical form is ASCII") {
  const PhoneNumber expected = phone_number("+447400123456");
  for (const char* text : {
           "＋４４７４００１２３４５６",
           "＋４４　（０）７４００－１２３４５６",
           "+٤٤٧٤٠٠١٢٣٤٥٦",
           "+۴۴ ۷۴۰۰ ۱۲۳۴۵۶",
           "+४४ ७४०० १२३४५६",
           "+44 7400‑123456",
           "+44 7400–123456",
       }) {
    INFO(text);
    const auto number = PhoneNumber::parse(text);
    REQUIRE(number);
    CHECK(*number == expected);
    CHECK(number->display() == "+44 7400 123456");
  }
}

TEST_CASE("[E82] digits of two scripts in one number are refused") {
  for (const char* text : {"+٤٤7400123456", "＋44 7400 12345６", "+44 7400 123456 x١", "+٤۴٧٤٠٠١٢٣٤٥٦"}) {
    INFO(text);
    const auto number = PhoneNumber::parse(text);
    REQUIRE_FALSE(number);
    CHECK(number.error().code == errc::invalid_phone_number);
  }
}

TEST_CASE("[E85] an extension is kept apart from the number, leading zeros and all") {
  for (const char* text :
       {"+44 20 7946 0018;ext=0123", "+44 20 7946 0018 x0123", "+44 20 7946 0018X0123", "+442079460018x 0123",
        "+44 20 7946 0018 ext 0123", "+44 20 7946 0018 EXT. 0123", "+44 20 7946 0018 extn 0123",
        "+44 20 7946 0018 extension 0123", "+44 20 7946 0018 Extension: 0123", "+44 20 7946 0018 (x0123)",
        "+44 20 7946 0018 #0123", "tel:+442079460018;ext=0123"}) {
    INFO(text);
    const auto number = PhoneNumber::parse(text);
    REQUIRE(number);
    CHECK(number->e164() == "+442079460018");
    CHECK(number->extension() == "0123");
  }
}

TEST_CASE("the former mobile prefix of Mexico does not make a second number of one line") {
  const PhoneNumber expected = phone_number("+52 878 336 4396");
  const Region mx = region("MX");
  for (const char* text :
       {"878 336 4396", "1 878 336 4396", "1 1 878 336 4396", "1 1 1 878 336 4396", "+52 1 878 336 4396"}) {
    INFO(text);
    CHECK(phone_number(text, mx) == expected);
  }
}
