// Documents and rows that this version would not have written, but a newer one, a host or an accident might.

#include <algorithm>

#include "edit_document.hpp"
#include "engine/field_names.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// Field 999 of a message, a varint: nothing that this version knows.
const UnknownFields unknown_payload("\xB8\x3E\x01", 3);

MethodId newer_method() {
  std::array<std::byte, 16> bytes{};
  bytes.fill(std::byte{0x77});
  return MethodId(bytes);
}

void add_newer_method(EngineFixture& fixture, const AccountId& account) {
  edit_document(fixture, account, [](AccountDocument& document, const Facts& facts) {
    Method method;
    method.id = newer_method();
    method.created = facts.now;
    method.payload = UnknownMethod{};
    method.unknown = unknown_payload;
    document.methods.push_back(std::move(method));
  });
}

bool names(const std::vector<Way>& ways, const MethodId& id) {
  return std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return way.method == id; });
}

}  // namespace

TEST_CASE("a method of a kind that only a newer version knows is neither listed nor offered nor accepted") {
  EngineFixture fixture;
  const Ada ada(fixture);
  add_newer_method(fixture, ada.account);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  CHECK(fixture.security_info().overview(caller)->methods.size() == 1);
  const Browser browser = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(fixture.type_password("ada", browser).value());
  CHECK_FALSE(names(step.ways, newer_method()));
  CHECK(code_of(fixture.answer(browser, step.ticket, CodeProof{newer_method(), secret("123456")})) ==
        errc::not_allowed);
  CHECK(code_of(fixture.security_info().set_default(caller, newer_method())) == errc::not_allowed);
}

TEST_CASE("a method of a newer kind does not count as a way to sign in, and does not become the default") {
  EngineFixture fixture;
  const Ada ada(fixture);
  add_newer_method(fixture, ada.account);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  CHECK(code_of(fixture.security_info().remove(caller, ada.app.method)) == errc::would_strand);
  REQUIRE(fixture.security_info().new_recovery_codes(caller));
  REQUIRE(fixture.security_info().remove(caller, ada.app.method));
  const auto overview = fixture.security_info().overview(caller).value();
  CHECK(std::none_of(overview.methods.begin(), overview.methods.end(),
                     [](const MethodView& method) { return method.is_default; }));
}

TEST_CASE("a method of a newer kind survives what this version does to the account") {
  EngineFixture fixture;
  const Ada ada(fixture);
  add_newer_method(fixture, ada.account);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  REQUIRE(fixture.security_info().rename(caller, ada.app.method, "Mine"));
  edit_document(fixture, ada.account, [](AccountDocument& document, const Facts&) {
    const auto found = std::find_if(document.methods.begin(), document.methods.end(),
                                    [](const Method& method) { return method.id == newer_method(); });
    REQUIRE(found != document.methods.end());
    CHECK(found->unknown == unknown_payload);
  });
  CHECK(fixture.security_info().remove(caller, newer_method()));
}

TEST_CASE("a method without a nickname is named after its kind") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  REQUIRE(fixture.security_info().new_recovery_codes(caller));
  edit_document(fixture, ada.account, [](AccountDocument& document, const Facts&) {
    for (Method& method : document.methods) method.nickname.clear();
  });
  const auto methods = fixture.security_info().overview(caller)->methods;
  CHECK(methods[0].nickname == "Code app");
  CHECK(methods[1].nickname == "Recovery codes");
}

TEST_CASE("an account without a username is a registration's by its id, and has the tenant's own policy") {
  EngineFixture fixture;
  const Ada ada(fixture);
  edit_document(fixture, ada.account,
                [](AccountDocument& document, const Facts&) { document.usernames.clear(); });
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  const auto begun = fixture.security_info().begin_totp(caller, "Tablet");
  REQUIRE(begun);
  CHECK(begun->otpauth_uri.read_text(SecretAccess::grant()).find(":ada?") != std::string_view::npos);
  CHECK(fixture.accounts().set_password(fixture.tenant, ada.account, secret("orange kettle drives north")));
}

TEST_CASE("a stored password hash that cannot be read is a fault, and never a yes") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  edit_document(fixture, ada, [](AccountDocument& document, const Facts& facts) {
    document.password->sealed_hash =
        facts.keys.seal_field(document, password_hash_field(), secret("no hash"), facts.entropy).value();
  });
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::invalid_hash);
}

TEST_CASE("a sealed field that was moved from elsewhere does not open, and signs nobody in") {
  EngineFixture fixture;
  const Ada ada(fixture);
  edit_document(fixture, ada.account, [](AccountDocument& document, const Facts&) {
    std::get<Totp>(document.methods[0].payload).sealed_secret = document.password->sealed_hash;
  });
  const Browser browser = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(fixture.type_password("ada", browser).value());
  CHECK(code_of(fixture.type_code(browser, step.ticket, ada.app)) == errc::seal_broken);
  edit_document(fixture, ada.account, [](AccountDocument& document, const Facts&) {
    document.password->sealed_hash = document.usernames[0].sealed_text;
  });
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::seal_broken);
  edit_document(fixture, ada.account, [](AccountDocument& document, const Facts&) {
    document.usernames[0].sealed_text = document.password->sealed_hash;
  });
}
