#include <algorithm>
#include <thread>

#include "counterfoil/otp/base32.hpp"
#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

Overview overview(EngineFixture& fixture, const Ada& ada) {
  return fixture.security_info().overview(fixture.caller(ada.browser, ada.assurance)).value();
}

bool has_event(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("a registered code app is listed, is the default, and can be used") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Overview page = overview(fixture, ada);
  REQUIRE(page.methods.size() == 1);
  CHECK(page.methods[0].nickname == "Phone");
  CHECK(page.methods[0].detail == "6 digits every 30 seconds");
  CHECK(page.methods[0].is_default);
  CHECK(page.has_second_factor);
  CHECK(page.has_password);
}

TEST_CASE("[D66] a registration without its proof adds no method") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const auto assurance = fixture.sign_in_by_password("ada", browser).assurance;
  const auto caller = fixture.caller(browser, assurance);
  REQUIRE(fixture.security_info().begin_totp(caller, "Phone"));
  CHECK(fixture.security_info().overview(caller)->methods.empty());
  CHECK(std::holds_alternative<SignedIn>(*fixture.type_password("ada", EngineFixture::new_browser())));
}

TEST_CASE("[D59] a registration cannot be seen or confirmed from another session") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser mine = EngineFixture::new_browser();
  Browser other = EngineFixture::new_browser();
  const auto my_caller = fixture.caller(mine, fixture.sign_in_by_password("ada", mine).assurance);
  const auto other_caller = fixture.caller(other, fixture.sign_in_by_password("ada", other).assurance);
  const auto begun = fixture.security_info().begin_totp(my_caller, "Phone");
  REQUIRE(begun);
  CHECK(code_of(fixture.security_info().totp_registration(other_caller, begun->id)) == errc::not_found);
  CHECK(code_of(fixture.security_info().confirm_totp(other_caller, begun->id, secret("123456"))) ==
        errc::not_found);
}

TEST_CASE("[D77a] the attacker's registration ends when the owner's is confirmed first") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser owner = EngineFixture::new_browser();
  Browser attacker = EngineFixture::new_browser();
  Assurance owners = fixture.sign_in_by_password("ada", owner).assurance;
  const auto attackers = fixture.caller(attacker, fixture.sign_in_by_password("ada", attacker).assurance);
  const auto begun = fixture.security_info().begin_totp(attackers, "Mine");
  REQUIRE(begun);
  fixture.register_app(owner, owners);
  CodeApp app{{}, decode_base32(begun->secret_text.read_text(SecretAccess::grant())).value()};
  CHECK(code_of(fixture.security_info().confirm_totp(attackers, begun->id, fixture.code_of(app))) ==
        errc::not_found);
}

TEST_CASE("a registration is shown again after a restart, and can still be confirmed") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const auto caller = fixture.caller(browser, fixture.sign_in_by_password("ada", browser).assurance);
  const auto begun = fixture.security_info().begin_totp(caller, "Phone");
  REQUIRE(begun);
  fixture.restart();
  const auto again = fixture.security_info().totp_registration(caller, begun->id);
  REQUIRE(again);
  CHECK(again->otpauth_uri == begun->otpauth_uri);
  CodeApp app{{}, decode_base32(again->secret_text.read_text(SecretAccess::grant())).value()};
  CHECK(fixture.security_info().confirm_totp(caller, begun->id, fixture.code_of(app)));
}

TEST_CASE("[C39] a registration is over at its very end, and not a millisecond before") {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const auto caller = fixture.caller(browser, fixture.sign_in_by_password("ada", browser).assurance);
  const auto begun = fixture.security_info().begin_totp(caller, "Phone");
  REQUIRE(begun);
  fixture.clock->set(begun->expires - 1ms);
  CHECK(fixture.security_info().totp_registration(caller, begun->id));
  fixture.clock->set(begun->expires);
  CHECK(code_of(fixture.security_info().totp_registration(caller, begun->id)) == errc::not_found);
}

TEST_CASE("[D56] a stale assurance adds, removes and renames nothing") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.clock->advance(10min);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  auto page = fixture.security_info();
  CHECK(code_of(page.begin_totp(caller, "Other")) == errc::proof_required);
  CHECK(code_of(page.remove(caller, ada.app.method)) == errc::proof_required);
  CHECK(code_of(page.rename(caller, ada.app.method, "Other")) == errc::proof_required);
  CHECK(code_of(page.set_default(caller, ada.app.method)) == errc::proof_required);
  CHECK(code_of(page.new_recovery_codes(caller)) == errc::proof_required);
  CHECK(page.overview(caller));
}

TEST_CASE("a step-up makes a stale assurance fresh again") {
  EngineFixture fixture;
  Ada ada(fixture);
  fixture.clock->advance(10min);
  const auto step = fixture.sign_in().begin_step_up({fixture.tenant, ada.assurance, ada.browser.session});
  REQUIRE(step);
  const auto outcome = fixture.type_code(ada.browser, step->ticket, ada.app);
  REQUIRE(outcome);
  const auto& fresh = std::get<SignedIn>(*outcome);
  CHECK(fixture.security_info().rename(fixture.caller(ada.browser, fresh.assurance), ada.app.method,
                                       "Old phone"));
  const auto status = fixture.sign_in().check(fixture.tenant, fresh.assurance, ada.browser.session);
  REQUIRE(status);
  CHECK(status->multi_factor);
}

TEST_CASE("[D57] a password alone adds nothing to an account that has a second factor") {
  EngineFixture fixture(FixtureOptions{});
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const auto bare = fixture.sign_in_by_password("ada", browser).assurance;
  Browser owner = EngineFixture::new_browser();
  Assurance owners = fixture.sign_in_by_password("ada", owner).assurance;
  fixture.register_app(owner, owners);
  CHECK(code_of(fixture.security_info().begin_totp(fixture.caller(browser, bare), "Mine")) ==
        errc::proof_required);
}

TEST_CASE("[D69] a dormant account cannot register itself by password after 14 days") {
  EngineFixture fixture;
  fixture.create("ada");
  fixture.clock->advance(std::chrono::hours(24 * 14));
  Browser browser = EngineFixture::new_browser();
  const auto caller = fixture.caller(browser, fixture.sign_in_by_password("ada", browser).assurance);
  CHECK(code_of(fixture.security_info().begin_totp(caller, "Phone")) == errc::not_allowed);
  const auto page = fixture.security_info().overview(caller);
  REQUIRE(page);
  CHECK(page->addable[0].explanation.reason == Reason::needs_access_pass);
}

TEST_CASE("the last way to sign in cannot be removed") {
  EngineFixture fixture;
  const Ada ada(fixture);
  CHECK(code_of(fixture.security_info().remove(fixture.caller(ada.browser, ada.assurance), ada.app.method)) ==
        errc::would_strand);
}

TEST_CASE("[D67] of two removals that race for the last method one fails", "[race]") {
  EngineFixture fixture;
  Ada ada(fixture);
  const CodeApp second = fixture.register_app(ada.browser, ada.assurance, "Tablet");
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  Result<Changed> first_removal = Error(errc::not_found, "");
  Result<Changed> second_removal = Error(errc::not_found, "");
  std::thread one([&] { first_removal = fixture.security_info().remove(caller, ada.app.method); });
  std::thread two([&] { second_removal = fixture.security_info().remove(caller, second.method); });
  one.join();
  two.join();
  CHECK(first_removal.has_value() != second_removal.has_value());
  CHECK(overview(fixture, ada).methods.size() == 1);
}

TEST_CASE("[D68] when the default is removed the next one becomes it in the same commit") {
  EngineFixture fixture;
  Ada ada(fixture);
  const CodeApp second = fixture.register_app(ada.browser, ada.assurance, "Tablet");
  fixture.store->forget();
  REQUIRE(fixture.security_info().remove(fixture.caller(ada.browser, ada.assurance), ada.app.method));
  CHECK(fixture.store->count(StoreOperation::commit) == 1);
  const Overview page = overview(fixture, ada);
  REQUIRE(page.methods.size() == 1);
  CHECK(page.methods[0].id == second.method);
  CHECK(page.methods[0].is_default);
}

TEST_CASE("recovery codes sign in once each, and never become the default") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  const auto codes = fixture.security_info().new_recovery_codes(caller);
  REQUIRE(codes);
  REQUIRE(codes->codes.size() == 10);
  CHECK(code_of(fixture.security_info().set_default(caller, codes->method)) == errc::not_allowed);
  for (int i = 0; i < 2; ++i) {
    const Browser browser = EngineFixture::new_browser();
    const auto step = fixture.type_password("ada", browser);
    REQUIRE(step);
    const auto outcome =
        fixture.answer(browser, std::get<SignInStep>(*step).ticket, RecoveryCodeProof{codes->codes[0]});
    if (i == 0) CHECK(outcome.has_value());
    if (i == 1) CHECK(code_of(outcome) == errc::code_replayed);
  }
  CHECK(overview(fixture, ada).recovery_codes_left == 9);
}

TEST_CASE("a recovery code is read in lower case and without its hyphens") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto codes = fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance));
  REQUIRE(codes);
  std::string typed;
  for (const char c : codes->codes[3].read_text(SecretAccess::grant())) {
    if (c != '-') typed.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser);
  REQUIRE(step);
  CHECK(fixture.answer(browser, std::get<SignInStep>(*step).ticket, RecoveryCodeProof{secret(typed)}));
}

TEST_CASE("new recovery codes make the old ones worthless, and a retry shows the same new ones") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto old = fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance));
  const auto caller = fixture.caller(ada.browser, ada.assurance, "make-codes");
  const auto fresh = fixture.security_info().new_recovery_codes(caller);
  const auto again = fixture.security_info().new_recovery_codes(caller);
  REQUIRE(old);
  REQUIRE(fresh);
  REQUIRE(again);
  CHECK(fresh->codes == again->codes);
  CHECK_FALSE(fresh->codes == old->codes);
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser);
  REQUIRE(step);
  CHECK(code_of(fixture.answer(browser, std::get<SignInStep>(*step).ticket,
                               RecoveryCodeProof{old->codes[0]})) == errc::code_mismatch);
}

TEST_CASE("signing out everywhere ends every other session and forgets every other browser") {
  EngineFixture fixture;
  Ada ada(fixture);
  Browser other = EngineFixture::new_browser();
  const auto elsewhere = fixture.sign_in_by_code("ada", other, ada.app);
  const auto changed =
      fixture.security_info().sign_out_everywhere(fixture.caller(ada.browser, ada.assurance));
  REQUIRE(changed);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, elsewhere.assurance, other.session)) ==
        errc::revoked);
  const auto mine = fixture.caller(ada.browser, *changed->assurance);
  CHECK(fixture.security_info().browsers(mine)->size() == 1);
  CHECK(fixture.security_info().sessions(mine)->size() == 1);
}

TEST_CASE("one session can be ended and one browser forgotten") {
  EngineFixture fixture;
  Ada ada(fixture);
  Browser other = EngineFixture::new_browser();
  const auto elsewhere = fixture.sign_in_by_code("ada", other, ada.app);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  REQUIRE(fixture.security_info().end_session(caller, elsewhere.session));
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, elsewhere.assurance, other.session)) ==
        errc::revoked);
  const auto browsers = fixture.security_info().browsers(caller);
  REQUIRE(browsers);
  for (const BrowserView& browser : *browsers) {
    if (!browser.is_this) CHECK(fixture.security_info().forget_browser(caller, browser.id));
  }
  CHECK(fixture.security_info().browsers(caller)->size() == 1);
}

TEST_CASE("activity tells what happened in sentences, newest first, page by page") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  const auto first = fixture.security_info().activity(caller, 0, 3);
  REQUIRE(first);
  REQUIRE(first->entries.size() == 3);
  CHECK(first->entries[0].event.sequence > first->entries[1].event.sequence);
  CHECK_FALSE(first->entries[0].sentence.empty());
  CHECK(first->next != 0);
  const auto second = fixture.security_info().activity(caller, first->next, 100);
  REQUIRE(second);
  CHECK(second->entries.front().event.sequence == first->entries.back().event.sequence - 1);
  CHECK(second->next == 0);
}

TEST_CASE(
    "[D77b] a report on an added method suspends it, brings back what was removed, and keeps older "
    "browsers") {
  EngineFixture fixture;
  Ada ada(fixture);
  Browser thief = EngineFixture::new_browser();
  Assurance stolen = fixture.sign_in_by_code("ada", thief, ada.app).assurance;
  const CodeApp planted = fixture.register_app(thief, stolen, "Planted");
  REQUIRE(fixture.security_info().remove(fixture.caller(thief, stolen), ada.app.method));
  const auto activity = fixture.security_info().activity(fixture.caller(thief, stolen), 0, 100);
  REQUIRE(activity);
  std::optional<ReportToken> token;
  for (const auto& entry : activity->entries) {
    if (entry.event.type == EventType::method_added && entry.event.method == planted.method)
      token = entry.report;
  }
  REQUIRE(token);
  const auto outcome = fixture.sign_in().report(fixture.tenant, *token);
  REQUIRE(outcome);
  CHECK(outcome->methods_suspended == 1);
  CHECK(outcome->methods_restored == 1);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, stolen, thief.session)) == errc::revoked);
  const auto again = fixture.sign_in_by_code("ada", ada.browser, ada.app);
  CHECK(again.must_change_password);
  CHECK(again.known_browser.has_value());
  CHECK(has_event(fixture.event_names(ada.account), "reported"));
}
