#include "counterfoil/base/error.hpp"

#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "support/catch.hpp"

using namespace counterfoil;

TEST_CASE("every error code has its own number, a name, and lies in the range of its kind") {
  std::ifstream header(std::string(COUNTERFOIL_SOURCE_DIR) + "/include/counterfoil/base/error.hpp");
  REQUIRE(header);
  const std::regex enumerator(R"(^  (\w+) = (\d+),.*)");
  std::set<int> numbers;
  std::string line;
  while (std::getline(header, line)) {
    std::smatch match;
    if (!std::regex_match(line, match, enumerator)) continue;
    const int number = std::stoi(match[2]);
    CHECK(numbers.insert(number).second);
    CHECK(name_of(static_cast<errc>(number)) == match[1].str());
  }
  CHECK(numbers.size() > 30);
}

TEST_CASE("the kind of an error follows from its number") {
  CHECK(kind_of(errc::invalid_argument) == ErrorKind::caller);
  CHECK(kind_of(errc::code_mismatch) == ErrorKind::refusal);
  CHECK(kind_of(errc::store_failed) == ErrorKind::environment);
}

TEST_CASE("a number that is no error code is named unknown") {
  CHECK(name_of(static_cast<errc>(4711)) == "unknown");
}
