#include "counterfoil/base/error.hpp"

#include <set>

#include "support/catch.hpp"
#include "support/enumerators.hpp"

using namespace counterfoil;

TEST_CASE("every error code has its own number, a name, and lies in the range of its kind") {
  std::set<int> numbers;
  for (const auto& [name, number] : testing::enumerators_of("include/counterfoil/base/error.hpp", "errc")) {
    CHECK(numbers.insert(number).second);
    CHECK(name_of(static_cast<errc>(number)) == name);
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
