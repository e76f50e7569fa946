#include "counterfoil/base/result.hpp"

#include <memory>
#include <string>

#include "support/catch.hpp"

using namespace counterfoil;

namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return Error(errc::invalid_argument, "number: expected an even one");
  return number / 2;
}

}  // namespace

TEST_CASE("a result holds a value or an error, never both") {
  CHECK(half(8).has_value());
  CHECK(*half(8) == 4);
  REQUIRE_FALSE(half(7));
  CHECK(half(7).error().code == errc::invalid_argument);
}

TEST_CASE("asking a failed result for its value throws what went wrong") {
  CHECK(half(8).value() == 4);
  CHECK_THROWS_AS(half(7).value(), BadResultAccess);
  CHECK_THROWS_AS(Result<void>(Error(errc::expired, "over")).value(), BadResultAccess);
}

TEST_CASE("and_then stops at the first error and hands it on") {
  CHECK(*half(8).and_then(half) == 2);
  const auto failed = half(6).and_then(half);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message == "number: expected an even one");
}

TEST_CASE("transform wraps a value and hands an error on") {
  CHECK(*half(8).transform([](int number) { return std::to_string(number); }) == "4");
  CHECK_FALSE(half(7).transform([](int number) { return std::to_string(number); }));
}

TEST_CASE("a result can hold what cannot be copied") {
  Result<std::unique_ptr<int>> owned(std::make_unique<int>(3));
  const std::unique_ptr<int> taken = std::move(owned).value();
  CHECK(*taken == 3);
}

TEST_CASE("value_or gives the fallback only for an error") {
  CHECK(half(8).value_or(0) == 4);
  CHECK(half(7).value_or(0) == 0);
}

TEST_CASE("a result without a value is success until it is given an error") {
  CHECK(Result<void>().has_value());
  const Result<void> failed(Error(errc::throttled, "wait", std::chrono::seconds(30)));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().retry_after == std::chrono::milliseconds(30'000));
}
