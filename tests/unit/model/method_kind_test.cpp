#include "counterfoil/model/method_kind.hpp"

#include <set>
#include <string>

#include "support/catch.hpp"

using namespace counterfoil;

TEST_CASE("every method kind has a name of its own that leads back to it") {
  std::set<std::string> names;
  for (const MethodKind kind : all_method_kinds) {
    const std::string name(name_of(kind));
    CHECK(names.insert(name).second);
    CHECK(parse_method_kind(name) == kind);
  }
  CHECK(names.size() == 8);
}

TEST_CASE("a name that is not exactly a method kind's is none") {
  for (const char* name : {"", "unknown", "TOTP", "totp ", " totp", "password", "authenticatorApp"}) {
    CAPTURE(name);
    CHECK_FALSE(parse_method_kind(name).has_value());
  }
  CHECK_FALSE(parse_method_kind(std::string_view("totp\0", 5)).has_value());
  CHECK(name_of(static_cast<MethodKind>(0)) == "unknown");
  CHECK(name_of(static_cast<MethodKind>(9)) == "unknown");
}

TEST_CASE("the numbers of the method kinds are those that are stored") {
  CHECK(static_cast<int>(MethodKind::authenticator_app) == 1);
  CHECK(static_cast<int>(MethodKind::totp) == 2);
  CHECK(static_cast<int>(MethodKind::hotp) == 3);
  CHECK(static_cast<int>(MethodKind::phone) == 4);
  CHECK(static_cast<int>(MethodKind::email) == 5);
  CHECK(static_cast<int>(MethodKind::passkey) == 6);
  CHECK(static_cast<int>(MethodKind::recovery_codes) == 7);
  CHECK(static_cast<int>(MethodKind::access_pass) == 8);
}

TEST_CASE("a set of method kinds holds what was put in and nothing else") {
  MethodKinds kinds{MethodKind::totp, MethodKind::access_pass};
  for (const MethodKind kind : all_method_kinds) {
    CHECK(kinds.contains(kind) == (kind == MethodKind::totp || kind == MethodKind::access_pass));
    CHECK(MethodKinds::all().contains(kind));
    CHECK_FALSE(MethodKinds{}.contains(kind));
  }
  CHECK(MethodKinds{}.empty());
  kinds.insert(MethodKind::totp);
  CHECK(kinds == MethodKinds{MethodKind::access_pass, MethodKind::totp});
}
