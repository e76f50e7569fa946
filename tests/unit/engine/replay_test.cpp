// Sections B and C of the attack catalogue, for passwords, code apps and recovery codes.

#include <atomic>
#include <thread>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

struct Waiting {
  Browser browser = EngineFixture::new_browser();
  Ticket ticket;

  explicit Waiting(EngineFixture& fixture, const std::string& name = "ada")
      : ticket(std::get<SignInStep>(fixture.type_password(name, browser).value()).ticket) {}
};

/// How many of `count` threads, each with its own ticket, succeed with the same proof.
int race(EngineFixture& fixture, int count, const Proof& proof) {
  std::vector<Waiting> waiting;
  for (int i = 0; i < count; ++i) waiting.emplace_back(fixture);
  std::atomic<int> successes{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      const Waiting& one = waiting[static_cast<std::size_t>(i)];
      if (fixture.answer(one.browser, one.ticket, proof, "key-" + std::to_string(i))) ++successes;
    });
  }
  for (auto& thread : threads) thread.join();
  return successes;
}

}  // namespace

TEST_CASE("[B16] the same code from many threads is accepted once", "[race]") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  CHECK(race(fixture, 15, CodeProof{ada.app.method, fixture.code_of(ada.app)}) == 1);
}

TEST_CASE("[B18] after a newer step the older one in the window is refused") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const SecretBytes older = fixture.code_of(ada.app);
  fixture.next_step();
  const Waiting first(fixture);
  REQUIRE(fixture.type_code(first.browser, first.ticket, ada.app));
  const Waiting second(fixture);
  CHECK(code_of(fixture.answer(second.browser, second.ticket, CodeProof{ada.app.method, older})) ==
        errc::code_replayed);
}

TEST_CASE("[B21] the floor never falls, whichever writer comes first") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const SecretBytes older = fixture.code_of(ada.app);
  fixture.next_step();
  const SecretBytes newer = fixture.code_of(ada.app);
  const Waiting slow(fixture);
  const Waiting fast(fixture);
  // The slow writer has decided on the older step when the fast one commits the newer.
  Result<SignInOutcome> fast_outcome = Error(errc::not_found, "");
  fixture.store->when_slow([&](const StoreCall&) {
    FixtureOptions elsewhere;
    elsewhere.store = fixture.store;
    EngineFixture other_process(elsewhere);
    other_process.clock->set(fixture.clock->now().value());
    fast_outcome = other_process.answer(fast.browser, fast.ticket, CodeProof{ada.app.method, newer});
  });
  fixture.store->on_commit(Fault::slow, 1);
  const auto slow_outcome = fixture.answer(slow.browser, slow.ticket, CodeProof{ada.app.method, older});
  CHECK(fast_outcome);
  CHECK(code_of(slow_outcome) == errc::code_replayed);
}

TEST_CASE("[B22] one recovery code from many threads is accepted once", "[race]") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto codes = fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance));
  REQUIRE(codes);
  CHECK(race(fixture, 12, RecoveryCodeProof{codes->codes[4]}) == 1);
}

TEST_CASE("[B30] recovery codes replaced while one is redeemed have a serial outcome", "[race]") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  const auto codes = fixture.security_info().new_recovery_codes(caller);
  REQUIRE(codes);
  const Waiting waiting(fixture);
  Result<SignInOutcome> redeemed = Error(errc::not_found, "");
  Result<NewRecoveryCodes> replaced = Error(errc::not_found, "");
  std::thread one([&] {
    redeemed = fixture.answer(waiting.browser, waiting.ticket, RecoveryCodeProof{codes->codes[0]});
  });
  std::thread two([&] { replaced = fixture.security_info().new_recovery_codes(caller); });
  one.join();
  two.join();
  REQUIRE(replaced);
  if (!redeemed) CHECK(redeemed.error().code == errc::code_mismatch);
  const auto page = fixture.security_info().overview(caller);
  REQUIRE(page);
  CHECK(page->recovery_codes_left == 10);
}

TEST_CASE("[B31] a retry after a lost reply gives the same session, never a second one") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting waiting(fixture);
  fixture.next_step();
  const CodeProof proof{ada.app.method, fixture.code_of(ada.app)};
  fixture.store->on_commit(Fault::lost_reply_after_commit, 1);
  const auto first = fixture.answer(waiting.browser, waiting.ticket, proof, "once");
  REQUIRE(first);
  const auto second = fixture.answer(waiting.browser, waiting.ticket, proof, "once");
  REQUIRE(second);
  CHECK(std::get<SignedIn>(*first).session == std::get<SignedIn>(*second).session);
  CHECK(fixture.security_info().sessions(fixture.caller(ada.browser, ada.assurance))->size() == 3);
}

TEST_CASE("[B32] raised floors refuse every code up to now, after a backup was restored") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  REQUIRE(fixture.accounts().raise_code_floors(fixture.tenant, ada.account));
  const Waiting waiting(fixture);
  // Four steps ahead too: a device whose clock was as fast as the policy allows may have sent one of them.
  for (int step = 0; step <= 4; ++step) {
    CHECK(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app)) == errc::code_replayed);
    fixture.next_step();
  }
  CHECK(fixture.type_code(waiting.browser, waiting.ticket, ada.app));
}

TEST_CASE("[C33] another person's code is refused, and charged to nobody else") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const AccountId bob = fixture.create("bob");
  Browser browser = EngineFixture::new_browser();
  Assurance assurance = fixture.sign_in_by_password("bob", browser).assurance;
  const CodeApp bobs = fixture.register_app(browser, assurance);
  const auto before = fixture.event_names(bob);
  fixture.next_step();
  const Waiting waiting(fixture);
  CHECK(code_of(fixture.answer(waiting.browser, waiting.ticket,
                               CodeProof{bobs.method, fixture.code_of(bobs)})) == errc::not_allowed);
  CHECK(code_of(fixture.answer(waiting.browser, waiting.ticket,
                               CodeProof{ada.app.method, fixture.code_of(bobs)})) == errc::code_mismatch);
  CHECK(fixture.event_names(bob) == before);
}

TEST_CASE("[C34] a ticket of one tenant is not found in another") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting waiting(fixture);
  SignInAnswer answer{TenantId::parse("other").value(), waiting.ticket, waiting.browser.session,
                      CodeProof{ada.app.method, fixture.code_of(ada.app)}};
  CHECK(code_of(fixture.sign_in().answer(answer)) == errc::not_found);
}

TEST_CASE("[C38] a reset without its proofs sets no password") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting waiting(fixture);
  CHECK(code_of(fixture.security_info().reset_password(fixture.tenant, ResetGrant(waiting.ticket.text()),
                                                       waiting.browser.session,
                                                       secret("orange kettle drives"))) == errc::not_found);
}

TEST_CASE("[C39] a ticket is over at its very end, and not a millisecond before") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser);
  REQUIRE(step);
  const auto& second = std::get<SignInStep>(*step);
  fixture.clock->set(second.expires - 1ms);
  CHECK(code_of(
            fixture.answer(browser, second.ticket, CodeProof{ada.app.method, fixture.wrong_code(ada.app)})) ==
        errc::code_mismatch);
  fixture.clock->set(second.expires);
  CHECK(code_of(fixture.type_code(browser, second.ticket, ada.app)) == errc::expired);
}

TEST_CASE("[C40] spent, cancelled and foreign tickets give the same error") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const Waiting spent(fixture);
  REQUIRE(fixture.type_code(spent.browser, spent.ticket, ada.app));
  const Waiting cancelled(fixture);
  REQUIRE(fixture.sign_in().cancel(fixture.tenant, cancelled.ticket, cancelled.browser.session));
  const auto after_spent = fixture.type_code(spent.browser, spent.ticket, ada.app);
  const auto after_cancel = fixture.type_code(cancelled.browser, cancelled.ticket, ada.app);
  CHECK(code_of(after_spent) == errc::not_found);
  CHECK(after_spent.error() == after_cancel.error());
  CHECK(code_of(fixture.type_code(spent.browser, Ticket("bm8gdGlja2V0"), ada.app)) == errc::not_found);
}

TEST_CASE("[C51] a method that the policy denies is refused, and its way says so") {
  EngineFixture fixture;
  const Ada ada(fixture);
  FixtureOptions stricter;
  stricter.store = fixture.store;
  stricter.policy_json = R"({"methods": {"deny": ["totp"]}})";
  EngineFixture denied(stricter);
  const auto step = denied.type_password("ada", EngineFixture::new_browser());
  REQUIRE(step);
  const auto& ways = std::get<SignInStep>(*step).ways;
  REQUIRE(ways.size() == 1);
  CHECK_FALSE(ways[0].offered);
  CHECK(ways[0].explanation.reason == Reason::denied_by_policy);
}

TEST_CASE("[D77] everything of a deleted account is inert when its id is used again") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting waiting(fixture);
  REQUIRE(fixture.accounts().remove(fixture.tenant, ada.account));
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::revoked);
  fixture.create("ada", "quite another passphrase");
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::revoked);
  CHECK(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app)) == errc::revoked);
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser())) == errc::password_mismatch);
  CHECK(std::holds_alternative<SignedIn>(
      *fixture.type_password("ada", EngineFixture::new_browser(), "quite another passphrase")));
}
