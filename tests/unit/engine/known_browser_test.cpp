// The two lanes: an owner's known browser, and everybody else.

#include <algorithm>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// Strangers who have the password guess codes until they are paused.
void guess_until_throttled(EngineFixture& fixture, const CodeApp& app) {
  const Browser stranger = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(fixture.type_password("ada", stranger).value());
  const CodeProof wrong{app.method, fixture.wrong_code(app)};
  while (code_of(fixture.answer(stranger, step.ticket, wrong)) != errc::throttled) continue;
}

bool has_event(EngineFixture& fixture, const AccountId& account, const std::string& name) {
  const auto names = fixture.event_names(account);
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("an owner's known browser is not paused by strangers who have the password") {
  EngineFixture fixture;
  Ada ada(fixture);
  for (int day = 0; day < 3; ++day) {
    guess_until_throttled(fixture, ada.app);
    fixture.clock->advance(24h);
    const auto step = fixture.type_password("ada", ada.browser);
    REQUIRE(step);
    CHECK(fixture.type_code(ada.browser, std::get<SignInStep>(*step).ticket, ada.app));
  }
}

TEST_CASE("an owner's known browser signs in while the name's guard is paused by strangers") {
  EngineFixture fixture;
  Ada ada(fixture);
  for (int i = 0; i < 12; ++i) {
    (void)fixture.type_password("ada", EngineFixture::new_browser(), "wrong " + std::to_string(i));
  }
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::throttled);
  CHECK(fixture.type_password("ada", ada.browser));
}

TEST_CASE("a known browser that fails five times in a row becomes a stranger") {
  EngineFixture fixture;
  Ada ada(fixture);
  for (int i = 0; i < 5; ++i) {
    CHECK(code_of(fixture.type_password("ada", ada.browser, "wrong " + std::to_string(i))) ==
          errc::password_mismatch);
  }
  for (int i = 0; i < 10; ++i) {
    (void)fixture.type_password("ada", EngineFixture::new_browser(), "other " + std::to_string(i));
  }
  CHECK(code_of(fixture.type_password("ada", ada.browser)) == errc::throttled);
}

TEST_CASE("a known browser of another account is a stranger's") {
  EngineFixture fixture;
  Ada ada(fixture);
  fixture.create("bob");
  for (int i = 0; i < 10; ++i) {
    (void)fixture.type_password("bob", EngineFixture::new_browser(), "wrong " + std::to_string(i));
  }
  CHECK(code_of(fixture.type_password("bob", ada.browser)) == errc::throttled);
}

TEST_CASE("[A14d] a one-factor sign-in gives no known-browser token") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  CHECK_FALSE(fixture.sign_in_by_password("ada", browser).known_browser.has_value());
}

TEST_CASE("a right password between wrong codes does not end a known browser's row of failures") {
  EngineFixture fixture;
  const Ada ada(fixture);
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(has_event(fixture, ada.account, "browser_became_stranger"));
    const auto step = std::get<SignInStep>(fixture.type_password("ada", ada.browser).value());
    CHECK(code_of(fixture.answer(ada.browser, step.ticket,
                                 CodeProof{ada.app.method, fixture.wrong_code(ada.app)})) ==
          errc::code_mismatch);
  }
  CHECK(has_event(fixture, ada.account, "browser_became_stranger"));
}

TEST_CASE("a completed sign-in ends a known browser's row of failures") {
  EngineFixture fixture;
  Ada ada(fixture);
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i) (void)fixture.type_password("ada", ada.browser, "wrong password");
    (void)fixture.sign_in_by_code("ada", ada.browser, ada.app);
  }
  CHECK_FALSE(has_event(fixture, ada.account, "browser_became_stranger"));
}

TEST_CASE("somebody with the password cannot end so many tickets that the owner can complete none") {
  EngineFixture fixture;
  Ada ada(fixture);
  const Browser thief = EngineFixture::new_browser();
  std::optional<errc> refusal;
  for (int i = 0; i < 16 && !refusal; ++i) {
    const auto step = fixture.type_password("ada", thief);
    REQUIRE(step);
    const Ticket ticket = std::get<SignInStep>(*step).ticket;
    const auto ended = fixture.sign_in().cancel(fixture.tenant, ticket, thief.session);
    if (!ended) refusal = ended.error().code;
  }
  CHECK(refusal == errc::throttled);
  fixture.sign_in_by_code("ada", ada.browser, ada.app);
}
