// Section A of the attack catalogue, for passwords, code apps and recovery codes.

#include <algorithm>
#include <atomic>
#include <thread>

#include "counterfoil/codec/policy_json.hpp"
#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// A stranger who has the password, at the second step.
struct Stranger {
  Browser browser = EngineFixture::new_browser();
  Ticket ticket;

  explicit Stranger(EngineFixture& fixture, const std::string& name = "ada")
      : ticket(std::get<SignInStep>(fixture.type_password(name, browser).value()).ticket) {}

  Result<SignInOutcome> guess(EngineFixture& fixture, const CodeApp& app) const {
    return fixture.answer(browser, ticket, CodeProof{app.method, fixture.wrong_code(app)});
  }
};

/// Guesses until the answer is throttled. @return how many were looked at.
int guess_until_throttled(EngineFixture& fixture, const CodeApp& app, int most = 1000) {
  const Stranger stranger(fixture);
  for (int evaluated = 0; evaluated < most; ++evaluated) {
    if (code_of(stranger.guess(fixture, app)) == errc::throttled) return evaluated;
  }
  return most;
}

}  // namespace

TEST_CASE("[A1] a thousand wrong codes on one ticket are stopped at the method's pause") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Stranger stranger(fixture);
  int evaluated = 0;
  for (int i = 0; i < 1000; ++i) {
    if (code_of(stranger.guess(fixture, ada.app)) == errc::code_mismatch) ++evaluated;
  }
  CHECK(evaluated == 10);
}

TEST_CASE("[A2] a fresh ticket for each guess does not refresh the method's own count") {
  EngineFixture fixture;
  const Ada ada(fixture);
  for (int i = 0; i < 10; ++i)
    CHECK(code_of(Stranger(fixture).guess(fixture, ada.app)) == errc::code_mismatch);
  CHECK(code_of(Stranger(fixture).guess(fixture, ada.app)) == errc::throttled);
}

TEST_CASE("[A3] guesses in many sessions at once share one budget", "[race]") {
  EngineFixture fixture;
  const Ada ada(fixture);
  std::vector<Stranger> sessions;
  for (int i = 0; i < 12; ++i) sessions.emplace_back(fixture);
  const SecretBytes wrong = fixture.wrong_code(ada.app);
  std::atomic<int> evaluated{0};
  std::vector<std::thread> threads;
  for (const Stranger& session : sessions) {
    threads.emplace_back([&] {
      for (int i = 0; i < 8; ++i) {
        const auto outcome =
            fixture.answer(session.browser, session.ticket, CodeProof{ada.app.method, wrong});
        if (!outcome && outcome.error().code == errc::code_mismatch) ++evaluated;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(evaluated == 10);
}

TEST_CASE("a method disabled after too many failures says so, also when its pause is over") {
  FixtureOptions options;
  options.policy_json = R"({"method_failures": {"disabled_at": 10}})";
  EngineFixture fixture(std::move(options));
  const Ada ada(fixture);
  guess_until_throttled(fixture, ada.app);
  fixture.clock->advance(48h);
  const Browser stranger = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(fixture.type_password("ada", stranger).value());
  REQUIRE(step.ways.size() == 1);
  CHECK_FALSE(step.ways[0].offered);
  CHECK(step.ways[0].explanation.reason == Reason::method_disabled);
  CHECK_FALSE(fixture.type_code(stranger, step.ticket, ada.app));
}

TEST_CASE("[A6] two methods together stay within the account's cap") {
  EngineFixture fixture;
  Ada ada(fixture);
  const CodeApp second = fixture.register_app(ada.browser, ada.assurance, "Tablet");
  int evaluated = 0;
  for (int hour = 0; hour < 24; ++hour) {
    evaluated += guess_until_throttled(fixture, ada.app);
    evaluated += guess_until_throttled(fixture, second);
    fixture.clock->advance(59min);
  }
  CHECK(evaluated <= 60);
  CHECK(evaluated > 30);
}

TEST_CASE("[A7] the owner's success does not clear the cap of a day") {
  EngineFixture fixture;
  Ada ada(fixture);
  int evaluated = 0;
  for (int hour = 0; hour < 20; ++hour) {
    evaluated += guess_until_throttled(fixture, ada.app);
    fixture.clock->advance(59min);
    (void)fixture.sign_in_by_code("ada", ada.browser, ada.app);
  }
  CHECK(evaluated <= 30);
}

TEST_CASE("[A9] the right code while paused is answered like a wrong one") {
  EngineFixture fixture;
  const Ada ada(fixture);
  guess_until_throttled(fixture, ada.app);
  const Stranger stranger(fixture);
  const auto wrong = stranger.guess(fixture, ada.app);
  const auto right =
      fixture.answer(stranger.browser, stranger.ticket, CodeProof{ada.app.method, fixture.code_of(ada.app)});
  REQUIRE_FALSE(wrong);
  REQUIRE_FALSE(right);
  CHECK(wrong.error() == right.error());
}

TEST_CASE("[A10] an account suspended after the ticket was begun is refused at its completion") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Stranger session(fixture);
  fixture.next_step();
  REQUIRE(fixture.accounts().suspend(fixture.tenant, ada.account));
  CHECK(code_of(fixture.type_code(session.browser, session.ticket, ada.app)) == errc::revoked);
  REQUIRE(fixture.accounts().resume(fixture.tenant, ada.account));
  CHECK(code_of(fixture.type_code(session.browser, session.ticket, ada.app)) == errc::revoked);
}

TEST_CASE("[A11] without the first factor nobody moves the second factor's counts") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.begin("ada", browser);
  REQUIRE(step);
  for (int i = 0; i < 20; ++i) {
    CHECK(code_of(fixture.answer(browser, step->ticket,
                                 CodeProof{ada.app.method, fixture.wrong_code(ada.app)})) ==
          errc::not_allowed);
  }
  CHECK(code_of(Stranger(fixture).guess(fixture, ada.app)) == errc::code_mismatch);
}

TEST_CASE("[A12] recovery codes are throttled like other codes, but never disabled") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto codes = fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance));
  REQUIRE(codes);
  int evaluated = 0;
  for (int hour = 0; hour < 48; ++hour) {
    const Stranger stranger(fixture);
    for (int i = 0; i < 20; ++i) {
      const auto outcome =
          fixture.answer(stranger.browser, stranger.ticket, RecoveryCodeProof{secret("AAAA-AAAA-AAAA-A")});
      if (code_of(outcome) != errc::code_mismatch) break;
      ++evaluated;
    }
    fixture.clock->advance(61min);
  }
  CHECK(evaluated <= 10 + 47);
  const Stranger owner(fixture);
  CHECK(fixture.answer(owner.browser, owner.ticket, RecoveryCodeProof{codes->codes[0]}));
}

TEST_CASE("[A14c] a paused name is answered without hashing, and an unknown one writes no account row") {
  EngineFixture fixture;
  fixture.create("ada");
  for (const std::string name : {"ada", "nobody"}) {
    for (int i = 0; i < 10; ++i) {
      CHECK(code_of(fixture.type_password(name, EngineFixture::new_browser(),
                                          "wrong " + std::to_string(i))) == errc::password_mismatch);
    }
    fixture.store->forget();
    const auto paused = fixture.type_password(name, EngineFixture::new_browser(), EngineFixture::password);
    CHECK(code_of(paused) == errc::throttled);
    CHECK(paused.error().retry_after.has_value());
    CHECK(fixture.store->count(StoreOperation::commit) == 0);
    for (const auto& shape : fixture.store->shapes()) CHECK(shape != "load account");
  }
  CHECK(fixture.accounts().list(fixture.tenant, "", 10)->size() == 1);
}

TEST_CASE("thirty failed second factors behind a right password tell the person that it is known") {
  EngineFixture fixture;
  const Ada ada(fixture);
  for (int day = 0; day < 4; ++day) {
    for (int i = 0; i < 10; ++i) {
      guess_until_throttled(fixture, ada.app);
      fixture.clock->advance(61min);
    }
    fixture.clock->advance(24h);
  }
  const auto names = fixture.event_names(ada.account);
  CHECK(std::count(names.begin(), names.end(), "password_known") == 1);
}

TEST_CASE("[A14] a policy that accepts seven steps is refused") {
  CHECK(code_of(parse_policy(R"({"totp": {"steps_back": 3, "steps_ahead": 3}})")) == errc::invalid_policy);
}
