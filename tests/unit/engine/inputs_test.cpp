// Bad input at the doors: refused with the argument's name, and nothing changed.

#include <string>
#include <vector>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// Texts that can be no context and no nickname.
const std::vector<std::string>& unfit_texts() {
  static const std::vector<std::string> all = {"a\nb", "a\tb",     std::string("a\0b", 3), "\x7F",
                                               "\xFF", "\xC0\xAF", "\xED\xA0\x80"};
  return all;
}

}  // namespace

TEST_CASE("[E84][K156] a context that is too long, no UTF-8 or not plain begins nothing") {
  EngineFixture fixture;
  Ada ada(fixture);
  std::vector<std::string> texts = unfit_texts();
  texts.push_back(std::string(201, 'a'));
  for (const std::string& text : texts) {
    CAPTURE(text);
    for (const RequestContext& context :
         {RequestContext{text, "", ""}, RequestContext{"", text, ""}, RequestContext{"", "", text}}) {
      BeginSignIn begin{fixture.tenant, "ada@example.ac.uk", ada.browser.session, context};
      CHECK(code_of(fixture.sign_in().begin(begin)) == errc::invalid_argument);
      CHECK(code_of(fixture.sign_in().begin_password_reset(begin)) == errc::invalid_argument);
      CHECK(code_of(fixture.sign_in().begin_step_up(
                {fixture.tenant, ada.assurance, ada.browser.session, StepUpNeed::fresh_factor, context})) ==
            errc::invalid_argument);
      Caller caller = fixture.caller(ada.browser, ada.assurance);
      caller.context = context;
      CHECK(code_of(fixture.security_info().overview(caller)) == errc::invalid_argument);
    }
  }
  BeginSignIn longest{
      fixture.tenant, "ada@example.ac.uk", ada.browser.session, {std::string(200, 'a'), "", ""}};
  CHECK(fixture.sign_in().begin(longest));
}

TEST_CASE("[K156] a nickname is 1 to 64 characters of UTF-8 without control characters") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  std::vector<std::string> refused = unfit_texts();
  refused.push_back("");
  refused.push_back(std::string(65, 'a'));
  refused.push_back(repeated("\xF0\x9F\x93\xB1", 65));
  for (const std::string& nickname : refused) {
    CAPTURE(nickname);
    CHECK(code_of(fixture.security_info().rename(caller, ada.app.method, nickname)) ==
          errc::invalid_argument);
  }
  // Without one a registration has its kind's name; all others are refused there too.
  refused.erase(refused.begin() + static_cast<std::ptrdiff_t>(unfit_texts().size()));
  for (const std::string& nickname : refused) {
    CHECK(code_of(fixture.security_info().begin_totp(caller, nickname)) == errc::invalid_argument);
  }
  const std::string longest = repeated("\xF0\x9F\x93\xB1", 64);
  CHECK(fixture.security_info().rename(caller, ada.app.method, longest));
  CHECK(fixture.security_info().overview(caller)->methods[0].nickname == longest);
}

TEST_CASE("[J145][K156] what is no e-mail address is no notice address") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  auto accounts = fixture.accounts();
  const std::string at = "@home.example";
  for (const std::string& address :
       {std::string(), std::string("ada"), std::string("@home.example"), std::string("ada@"),
        std::string("ada@home@example"), std::string("a da@home.example"),
        std::string("ada\r\nBcc: eve@home.example"), std::string("ada\x7F@home.example"),
        std::string("\xFF@home.example"), std::string(255 - at.size(), 'a') + at}) {
    CAPTURE(address);
    CHECK(code_of(accounts.set_notice_address(fixture.tenant, ada, address)) == errc::invalid_argument);
  }
  CHECK(fixture.event_names(ada) == std::vector<std::string>{"account_created", "password_set"});
  CHECK(accounts.set_notice_address(fixture.tenant, ada, std::string(254 - at.size(), 'a') + at));
  CHECK(accounts.set_notice_address(fixture.tenant, ada,
                                    "\xC3\xA4"
                                    "da@home.example"));
}

TEST_CASE("an account has one to five usernames, each once and in a realm") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  auto accounts = fixture.accounts();
  std::vector<std::string> five;
  for (const char* name : {"a", "b", "c", "d", "e"}) five.push_back(std::string(name) + "@example.ac.uk");
  std::vector<std::string> six = five;
  six.push_back("f@example.ac.uk");
  CHECK(code_of(accounts.set_usernames(fixture.tenant, ada, {})) == errc::invalid_argument);
  CHECK(code_of(accounts.set_usernames(fixture.tenant, ada, six)) == errc::invalid_argument);
  CHECK(code_of(accounts.set_usernames(fixture.tenant, ada, {five[0], five[1], five[0]})) ==
        errc::invalid_argument);
  CHECK(code_of(accounts.set_usernames(fixture.tenant, ada, {"a@elsewhere.example"})) == errc::not_found);
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
  REQUIRE(accounts.set_usernames(fixture.tenant, ada, five));
  for (const char* name : {"a", "e"}) CHECK(fixture.type_password(name, EngineFixture::new_browser()));
}

TEST_CASE("a page of accounts, events or activity has a size that is neither nothing nor everything") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Caller caller = fixture.caller(ada.browser, ada.assurance);
  for (const std::size_t limit : {std::size_t{0}, std::size_t{1001}, SIZE_MAX}) {
    CHECK(code_of(fixture.accounts().list(fixture.tenant, "", limit)) == errc::invalid_argument);
    CHECK(code_of(fixture.accounts().events(fixture.tenant, ada.account, 0, limit)) ==
          errc::invalid_argument);
    CHECK(code_of(fixture.security_info().activity(caller, 0, limit)) == errc::invalid_argument);
  }
}
