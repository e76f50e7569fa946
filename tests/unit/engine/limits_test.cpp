// How many of each an account keeps, and which one goes when there is one too many.

#include <algorithm>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// Signs in by password and code.
Result<SignInOutcome> complete(EngineFixture& fixture, const Browser& browser, const CodeApp& app,
                               bool remember) {
  const auto step = std::get<SignInStep>(fixture.type_password("ada", browser).value());
  fixture.next_step();
  return fixture.answer(browser, step.ticket, CodeProof{app.method, fixture.code_of(app)}, {}, remember);
}

}  // namespace

TEST_CASE("a browser that shall not be remembered is not known afterwards") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto outcome = complete(fixture, EngineFixture::new_browser(), ada.app, false);
  REQUIRE(outcome);
  CHECK_FALSE(std::get<SignedIn>(*outcome).known_browser);
  CHECK(fixture.security_info().browsers(fixture.caller(ada.browser, ada.assurance))->size() == 1);
}

TEST_CASE("of more known browsers than are kept the one unused for longest is forgotten") {
  EngineFixture fixture(with_policy(R"({"known_browsers": {"max": 2}})"));
  Ada ada(fixture);
  Browser second = EngineFixture::new_browser();
  (void)fixture.sign_in_by_code("ada", second, ada.app);
  // The first one is used again: the second is now unused for longer.
  ada.assurance = fixture.sign_in_by_code("ada", ada.browser, ada.app).assurance;
  Browser third = EngineFixture::new_browser();
  (void)fixture.sign_in_by_code("ada", third, ada.app);
  const auto browsers = fixture.security_info().browsers(fixture.caller(ada.browser, ada.assurance)).value();
  REQUIRE(browsers.size() == 2);
  CHECK(std::count_if(browsers.begin(), browsers.end(), [](const auto& one) { return one.is_this; }) == 1);
}

TEST_CASE("of more sessions than are listed the oldest ends, and those that expired are not listed") {
  EngineFixture fixture(with_policy(R"({"live": {"sessions": 5}})"));
  Ada ada(fixture);
  Browser last = EngineFixture::new_browser();
  Assurance newest = ada.assurance;
  for (int i = 0; i < 5; ++i) {
    last = EngineFixture::new_browser();
    newest = fixture.sign_in_by_code("ada", last, ada.app).assurance;
  }
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::revoked);
  const auto listed = [&] {
    return fixture.security_info().sessions(fixture.caller(last, newest)).value().size();
  };
  CHECK(listed() == 5);
  // They were begun 30 seconds apart, and each is over after a day.
  fixture.clock->advance(24h - 30s - 1ms);
  CHECK(listed() == 2);
  fixture.clock->advance(1ms);
  CHECK(listed() == 1);
}

TEST_CASE("an app more than the policy allows is not offered, and the page says how many may be") {
  EngineFixture fixture(with_policy(R"({"method_limits": {"apps": 1}})"));
  const Ada ada(fixture);
  const auto overview = fixture.security_info().overview(fixture.caller(ada.browser, ada.assurance)).value();
  const auto apps = std::find_if(overview.addable.begin(), overview.addable.end(),
                                 [](const auto& one) { return one.kind == MethodKind::totp; });
  REQUIRE(apps != overview.addable.end());
  CHECK_FALSE(apps->offered);
  CHECK(apps->explanation.reason == Reason::limit_reached);
}

TEST_CASE("the assurance of a completed sign-in is bound to the new session, and to no other") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Browser before = EngineFixture::new_browser();
  const Browser after = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(fixture.type_password("ada", before).value());
  fixture.next_step();
  SignInAnswer answer{fixture.tenant, step.ticket, before.session,
                      CodeProof{ada.app.method, fixture.code_of(ada.app)}};
  answer.new_session = after.session;
  const auto outcome = fixture.sign_in().answer(answer);
  REQUIRE(outcome);
  const Assurance& assurance = std::get<SignedIn>(*outcome).assurance;
  CHECK(fixture.sign_in().check(fixture.tenant, assurance, after.session));
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, assurance, before.session)) == errc::not_found);
}

TEST_CASE("a journal of more rows than are read at once is read, verified, exported and erased whole") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  for (unsigned i = 0; i < 210; ++i) {
    REQUIRE(fixture.accounts().set_privilege(fixture.tenant, ada, 1 + i % 2));
  }
  CHECK(fixture.event_names(ada).size() == 212);
  const auto verified = fixture.accounts().verify_events(fixture.tenant, ada);
  REQUIRE(verified);
  CHECK(verified->events == 212);
  CHECK(verified->fault.empty());
  CHECK(fixture.accounts().export_data(fixture.tenant, ada));
  fixture.store->on([](const StoreCall& call) { return call.operation == StoreOperation::erase; },
                    Fault::failure, 1);
  CHECK(code_of(fixture.accounts().remove(fixture.tenant, ada)) == errc::store_failed);
  CHECK(fixture.accounts().remove(fixture.tenant, ada));
  CHECK(code_of(fixture.accounts().remove(fixture.tenant, ada)) == errc::not_found);
}

TEST_CASE("an event that is older than a report link works can no longer be reported") {
  EngineFixture fixture;
  Ada ada(fixture);
  fixture.clock->advance(24h * 31);
  ada.assurance = fixture.sign_in_by_code("ada", ada.browser, ada.app).assurance;
  const auto page =
      fixture.security_info().activity(fixture.caller(ada.browser, ada.assurance), 0, 100).value();
  for (const auto& entry : page.entries) {
    const bool recent = fixture.clock->now().value() - entry.event.at < 24h * 30;
    if (entry.report) CHECK(recent);
    if (entry.event.type == EventType::signed_in) CHECK(entry.report.has_value() == recent);
    if (entry.event.type == EventType::account_created) CHECK_FALSE(entry.report);
  }
}
