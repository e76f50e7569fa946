#include "counterfoil/provider/breach_check.hpp"

#include <string_view>

#include "support/catch.hpp"
#include "support/fake_breach_check.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const SecretBytes hunter(std::string_view("hunter2hunter2"));

}  // namespace

TEST_CASE("a breach check that answers is believed") {
  FakeBreachCheck check({hunter});
  CHECK(*ask_breach_check(check, hunter));
  CHECK_FALSE(*ask_breach_check(check, SecretBytes(std::string_view("another"))));
}

TEST_CASE("a breach check that fails is an environment error, never an answer") {
  for (const errc code : {errc::provider_failed, errc::deadline_exceeded, errc::out_of_memory}) {
    FailingBreachCheck check(code);
    const auto answer = ask_breach_check(check, hunter);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == code);
  }
}

TEST_CASE("a breach check that gives a caller's error or a refusal has failed") {
  for (const errc code : {errc::invalid_argument, errc::password_rejected, errc::not_found}) {
    FailingBreachCheck check(code);
    const auto answer = ask_breach_check(check, hunter);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == errc::provider_failed);
  }
}

TEST_CASE("a breach check that throws has failed") {
  ThrowingBreachCheck check;
  const auto answer = ask_breach_check(check, hunter);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == errc::provider_failed);
}
