#include "counterfoil/base/id.hpp"

#include <string>
#include <type_traits>

#include "support/catch.hpp"

using namespace counterfoil;

namespace {
using ApplesId = RandomId<struct Apples>;
using PearsId = RandomId<struct Pears>;
}  // namespace

TEST_CASE("ids of different things cannot be mixed up at compile time") {
  CHECK_FALSE(std::is_convertible_v<ApplesId, PearsId>);
  CHECK_FALSE(std::is_convertible_v<AccountId, TenantId>);
  CHECK_FALSE(std::is_constructible_v<AccountId, std::string>);
}

TEST_CASE("a random id survives its text form") {
  const std::string text = "00ff10203040506070809aabbccddeef";
  const auto id = ApplesId::parse(text);
  REQUIRE(id);
  CHECK(id->text() == text);
  CHECK_FALSE(id->is_nil());
  CHECK(ApplesId{}.is_nil());
}

TEST_CASE("a random id is refused unless it is 32 lower-case hexadecimal digits") {
  for (const char* text : {"", "00", "00ff10203040506070809aabbccddee", "00ff10203040506070809aabbccddeeff0",
                           "00FF10203040506070809aabbccddeef", "00ff10203040506070809aabbccddeeg"}) {
    const auto id = ApplesId::parse(text);
    REQUIRE_FALSE(id);
    CHECK(id.error().code == errc::invalid_encoding);
  }
}

TEST_CASE("a host id takes 1 to 128 printable ASCII characters and nothing else") {
  CHECK(AccountId::parse("a").has_value());
  CHECK(AccountId::parse(std::string(128, 'x')).has_value());
  for (const std::string& text :
       {std::string(), std::string(129, 'x'), std::string("a b"), std::string("a\0b", 3), std::string("\x7f"),
        std::string("j\xC3\xBCrgen"), std::string("a\nb")}) {
    const auto id = AccountId::parse(text);
    REQUIRE_FALSE(id);
    CHECK(id.error().code == errc::invalid_argument);
  }
}
