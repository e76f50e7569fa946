#include "counterfoil/phone/country.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "phone_support.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using counterfoil::testing::phone_number;
using counterfoil::testing::region;

namespace {

std::span<const Country> all_countries() {
  const auto all = countries();
  REQUIRE(all);
  return *all;
}

const Country* find(std::string_view code) {
  const auto all = all_countries();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Country& country) { return country.region.code() == code; });
  return found == all.end() ? nullptr : &*found;
}

std::ptrdiff_t position_of(std::string_view code) {
  return find(code) - all_countries().data();
}

}  // namespace

TEST_CASE("the country list has every country once, with name, calling code and example") {
  const auto all = countries();
  REQUIRE(all);
  CHECK(all->size() >= 240);
  std::vector<std::string> codes;
  for (const Country& country : *all) {
    INFO(country.region.code());
    codes.emplace_back(country.region.code());
    CHECK(country.name.size() > 3);
    CHECK(country.name != country.region.code());
    CHECK(country.calling_code >= 1);
    CHECK(country.calling_code <= 999);
    CHECK(country.example.starts_with("+" + std::to_string(country.calling_code) + " "));
  }
  std::sort(codes.begin(), codes.end());
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
}

TEST_CASE("the country list knows the countries people look for") {
  struct Row {
    const char* code;
    const char* name;
    unsigned calling_code;
  };
  for (const Row& row : {Row{"GB", "United Kingdom", 44}, Row{"JE", "Jersey", 44}, Row{"GG", "Guernsey", 44},
                         Row{"IM", "Isle of Man", 44}, Row{"US", "United States", 1}, Row{"CA", "Canada", 1},
                         Row{"JM", "Jamaica", 1}, Row{"FR", "France", 33}, Row{"DE", "Germany", 49},
                         Row{"AX", "Åland Islands", 358}, Row{"IN", "India", 91}, Row{"XK", "Kosovo", 383}}) {
    INFO(row.code);
    const Country* country = find(row.code);
    REQUIRE(country != nullptr);
    CHECK(country->name == row.name);
    CHECK(country->calling_code == row.calling_code);
  }
  CHECK(find("ZZ") == nullptr);
}

TEST_CASE("the country list is in the order of an English dictionary") {
  CHECK(position_of("AF") < position_of("AX"));  // Afghanistan before Åland, which is not last
  CHECK(position_of("AX") < position_of("AL"));  // Åland before Albania
  CHECK(position_of("CR") < position_of("CI"));  // Costa Rica before Côte d'Ivoire
  CHECK(position_of("GB") < position_of("US"));
  CHECK(position_of("ZW") > position_of("AF"));
}

TEST_CASE("the country list is made once") {
  CHECK(all_countries().data() == all_countries().data());
}

TEST_CASE("every country's example is read in every form and belongs to that country") {
  for (const Country& country : all_countries()) {
    INFO(country.name);
    const auto number = PhoneNumber::parse(country.example);
    REQUIRE(number);
    // Saint Martin has no number that Guadeloupe or Saint Barthélemy could not have.
    if (country.region != region("MF")) CHECK(number->region() == country.region);
    CHECK(number->calling_code() == country.calling_code);
    CHECK(number->display() == country.example);
    CHECK(PhoneNumber::parse(number->e164()).value() == *number);
    CHECK(PhoneNumber::from_e164(number->e164()).value() == *number);
    CHECK(PhoneNumber::parse("tel:" + number->e164()).value() == *number);
    CHECK(PhoneNumber::parse(number->national_number(), country.region).value() == *number);
  }
}

TEST_CASE(
    "no country's masked example shows more than four digits or hides fewer than six, where there are six") {
  for (const Country& country : all_countries()) {
    const PhoneNumber number = phone_number(country.example);
    const std::string masked = number.masked();
    INFO(country.name << " " << masked);
    const std::string code = "+" + std::to_string(country.calling_code);
    REQUIRE(masked.starts_with(code));
    const auto shown = std::count_if(masked.begin() + static_cast<std::ptrdiff_t>(code.size()), masked.end(),
                                     [](char c) { return c >= '0' && c <= '9'; });
    const auto digits = static_cast<std::ptrdiff_t>(number.national_number().size());
    CHECK(shown <= 4);
    CHECK(digits - shown >= std::min<std::ptrdiff_t>(digits, 6));
  }
}
