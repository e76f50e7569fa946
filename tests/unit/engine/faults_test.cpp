// What the environment does: stores, entropy and clocks that fail. Never "allow", nothing half done, and the
// operation can simply be tried again.

#include <algorithm>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

struct Waiting {
  Browser browser = EngineFixture::new_browser();
  Ticket ticket;

  explicit Waiting(EngineFixture& fixture)
      : ticket(std::get<SignInStep>(fixture.type_password("ada", browser).value()).ticket) {}
};

bool is_environment(errc code) {
  return kind_of(code) == ErrorKind::environment;
}

}  // namespace

TEST_CASE("[I124] a code whose commit is known to the store only is spent") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const Waiting waiting(fixture);
  fixture.store->on_commit(Fault::lost_reply_after_commit, 1);
  REQUIRE(fixture.type_code(waiting.browser, waiting.ticket, ada.app));
  fixture.restart();
  const Waiting other(fixture);
  CHECK(code_of(fixture.type_code(other.browser, other.ticket, ada.app)) == errc::code_replayed);
}

TEST_CASE("[I125] a lost reply is resolved by the same change again, stored or not") {
  for (const Fault fault : {Fault::lost_reply_before_commit, Fault::lost_reply_after_commit}) {
    EngineFixture fixture;
    const Ada ada(fixture);
    fixture.next_step();
    const Waiting waiting(fixture);
    fixture.store->forget();
    fixture.store->on_commit(fault, 1);
    CHECK(fixture.type_code(waiting.browser, waiting.ticket, ada.app));
    std::vector<CommitId> ids;
    for (const StoreCall& call : fixture.store->trace()) {
      if (call.change) ids.push_back(call.change->commit_id);
    }
    REQUIRE(ids.size() == 2);
    CHECK(ids[0] == ids[1]);
  }
}

TEST_CASE("[I125] a failure after a lost reply does not say that nothing was stored") {
  for (const Fault failure : {Fault::failure, Fault::exception}) {
    EngineFixture fixture;
    const Ada ada(fixture);
    fixture.next_step();
    const Waiting waiting(fixture);
    fixture.store->on_commit(Fault::lost_reply_after_commit, 1);
    fixture.store->on_commit(failure, 1);
    CHECK(fixture.type_code(waiting.browser, waiting.ticket, ada.app));
  }
}

TEST_CASE("[I125] a store that fails from a lost reply on leaves an unknown outcome") {
  FixtureOptions options;
  options.policy_json = R"({"deadlines": {"operation": "200ms"}})";
  EngineFixture fixture(options);
  const Ada ada(fixture);
  fixture.next_step();
  const Waiting waiting(fixture);
  fixture.store->on_commit(Fault::lost_reply_after_commit, 1);
  fixture.store->on_commit(Fault::failure, SIZE_MAX);
  CHECK(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app)) == errc::outcome_unknown);
}

TEST_CASE("[I125] a commit that stays in flight is an unknown outcome, and lands as one sign-in at most") {
  FixtureOptions options;
  options.policy_json = R"({"deadlines": {"operation": "500ms"}})";
  EngineFixture fixture(options);
  const Ada ada(fixture);
  fixture.next_step();
  const Waiting waiting(fixture);
  fixture.store->on_commit(Fault::in_flight, SIZE_MAX);
  CHECK(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app)) == errc::outcome_unknown);
  fixture.store->calm();
  std::size_t committed = 0;
  for (const auto& landed : fixture.store->land()) {
    if (landed && *landed == CommitOutcome::committed) ++committed;
  }
  CHECK(committed >= 1);
  CHECK(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app)) == errc::not_found);
  CHECK(fixture.security_info().sessions(fixture.caller(ada.browser, ada.assurance))->size() == 3);
}

TEST_CASE("[I127] a conflict runs the whole decision again") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const Waiting waiting(fixture);
  fixture.store->forget();
  fixture.store->on_commit(Fault::conflict, 3);
  CHECK(fixture.type_code(waiting.browser, waiting.ticket, ada.app));
  CHECK(fixture.store->count(StoreOperation::load) == 4);
  CHECK(fixture.store->count(StoreOperation::commit) == 4);
}

TEST_CASE("[I128] conflicts without end are given up at the deadline") {
  FixtureOptions options;
  options.policy_json = R"({"deadlines": {"operation": "500ms"}})";
  EngineFixture fixture(options);
  const Ada ada(fixture);
  fixture.store->on_commit(Fault::conflict, SIZE_MAX);
  CHECK(code_of(fixture.accounts().set_privilege(fixture.tenant, ada.account, 1)) == errc::deadline_exceeded);
}

TEST_CASE("[I131] a store that fails accepts nothing, and the same answer works when it is back") {
  for (const Fault fault : {Fault::failure, Fault::exception}) {
    EngineFixture fixture;
    const Ada ada(fixture);
    fixture.next_step();
    const Waiting waiting(fixture);
    fixture.store->on_commit(fault, 1);
    CHECK(is_environment(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app))));
    fixture.store->on_load(fault, 1);
    CHECK(is_environment(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app))));
    CHECK(fixture.type_code(waiting.browser, waiting.ticket, ada.app));
  }
}

TEST_CASE("[G114] without randomness nothing is begun, made or changed") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto before = fixture.event_names(ada.account);
  const Waiting waiting(fixture);
  const auto after_password = fixture.event_names(ada.account);
  fixture.next_step();
  fixture.use_entropy(std::make_shared<FailingEntropy>());
  CHECK(code_of(fixture.begin("ada", EngineFixture::new_browser())) == errc::entropy_failed);
  CHECK(code_of(fixture.type_code(waiting.browser, waiting.ticket, ada.app)) == errc::entropy_failed);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  auto page = fixture.security_info();
  CHECK(code_of(page.begin_totp(caller, "Other")) == errc::entropy_failed);
  CHECK(code_of(page.new_recovery_codes(caller)) == errc::entropy_failed);
  CHECK(code_of(page.rename(caller, ada.app.method, "Other")) == errc::entropy_failed);
  CHECK(code_of(page.sign_out_everywhere(caller)) == errc::entropy_failed);
  fixture.use_entropy(nullptr);
  CHECK(fixture.event_names(ada.account) == after_password);
  CHECK(fixture.type_code(waiting.browser, waiting.ticket, ada.app));
}

TEST_CASE("an entropy source that fails at any call leaves the account as it was") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto before = fixture.event_names(ada.account);
  bool done = false;
  for (int good = 0; !done && good < 64; ++good) {
    fixture.use_entropy(std::make_shared<FailingEntropy>(good));
    const auto codes = fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance));
    done = codes.has_value();
    if (!done) CHECK(code_of(codes) == errc::entropy_failed);
    fixture.use_entropy(nullptr);
    if (!done) CHECK(fixture.event_names(ada.account) == before);
  }
  CHECK(done);
}

TEST_CASE("a clock that fails refuses everything that depends on it") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting waiting(fixture);
  fixture.clock->fail();
  CHECK(code_of(fixture.begin("ada", EngineFixture::new_browser())) == errc::clock_failed);
  CHECK(code_of(fixture.answer(waiting.browser, waiting.ticket,
                               CodeProof{ada.app.method, secret("123456")})) == errc::clock_failed);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::clock_failed);
  fixture.clock->fail(false);
  CHECK(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session));
}

TEST_CASE("a code app is offered exactly as long as the clock is not too far behind for its codes") {
  EngineFixture fixture;
  const Ada ada(fixture);
  // The floor is the present step; one more step than the drift limit behind, no code can be right.
  for (int steps_behind = 0; steps_behind <= 10; ++steps_behind) {
    const Waiting waiting(fixture);
    const auto step = fixture.sign_in().ways(fixture.tenant, waiting.ticket, waiting.browser.session);
    REQUIRE(step);
    const auto answered = fixture.answer(waiting.browser, waiting.ticket,
                                         CodeProof{ada.app.method, fixture.wrong_code(ada.app)});
    CHECK((step->ways[0].explanation.reason == Reason::clock_behind) ==
          (code_of(answered) == errc::clock_failed));
    fixture.clock->advance(-30s);
  }
}

TEST_CASE("[H117] an hour back, spent codes stay spent and others are refused until the clock catches up") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.next_step();
  const SecretBytes spent = fixture.code_of(ada.app);
  const Waiting first(fixture);
  REQUIRE(fixture.type_code(first.browser, first.ticket, ada.app));
  fixture.clock->advance(-1h);
  const Waiting behind(fixture);
  const auto answered = fixture.type_code(behind.browser, behind.ticket, ada.app);
  CHECK_FALSE(answered.has_value());
  CHECK(fixture.alarms->has(AlarmKind::clock_behind));
  const auto ways = fixture.sign_in().ways(fixture.tenant, behind.ticket, behind.browser.session);
  REQUIRE(ways);
  CHECK(ways->ways[0].explanation.reason == Reason::clock_behind);
  fixture.clock->advance(1h);
  const Waiting again(fixture);
  CHECK(code_of(fixture.answer(again.browser, again.ticket, CodeProof{ada.app.method, spent})) ==
        errc::code_replayed);
}

TEST_CASE("[H118] a day ahead and back revives no code, and pauses neither vanish nor last for ever") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting stranger(fixture);
  for (int i = 0; i < 10; ++i) {
    (void)fixture.answer(stranger.browser, stranger.ticket,
                         CodeProof{ada.app.method, fixture.wrong_code(ada.app)});
  }
  fixture.clock->advance(24h);
  fixture.clock->advance(-24h);
  const Waiting paused(fixture);
  CHECK(code_of(fixture.answer(paused.browser, paused.ticket,
                               CodeProof{ada.app.method, fixture.wrong_code(ada.app)})) == errc::throttled);
  fixture.clock->advance(31s);
  CHECK(fixture.type_code(paused.browser, paused.ticket, ada.app));
}

TEST_CASE("[H118] a pause that a clock far ahead made is no longer than the longest once it is back") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.clock->advance(std::chrono::hours(24 * 300));
  {
    const Waiting stranger(fixture);
    for (int i = 0; i < 10; ++i) {
      (void)fixture.answer(stranger.browser, stranger.ticket,
                           CodeProof{ada.app.method, fixture.wrong_code(ada.app)});
    }
  }
  fixture.clock->advance(-std::chrono::hours(24 * 300));
  fixture.next_step();
  const Waiting first(fixture);
  const auto throttled = fixture.type_code(first.browser, first.ticket, ada.app);
  CHECK(code_of(throttled) == errc::throttled);
  CHECK(*throttled.error().retry_after <= 1h);
  fixture.clock->advance(1h);
  const Waiting second(fixture);
  CHECK(fixture.type_code(second.browser, second.ticket, ada.app));
}

TEST_CASE("[H120] sign-in works in 2038, in 2106 and in the year 2500") {
  for (const std::int64_t seconds : {2'147'483'640LL, 4'294'967'290LL, 16'725'225'600LL}) {
    EngineFixture fixture;
    fixture.clock->set(from_unix_seconds(seconds));
    const Ada ada(fixture);
    CHECK(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session));
  }
}

TEST_CASE("[H121] before 1970 nothing is accepted") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const Waiting waiting(fixture);
  fixture.clock->set(from_unix_seconds(-1));
  const auto answered =
      fixture.answer(waiting.browser, waiting.ticket, CodeProof{ada.app.method, secret("123456")});
  CHECK(is_environment(code_of(answered)));
}

TEST_CASE("[H121a] signing out everywhere kills the older and keeps the newer, whatever the clock does") {
  EngineFixture fixture;
  Ada ada(fixture);
  fixture.clock->advance(48h);
  const Assurance old = fixture.sign_in_by_code("ada", ada.browser, ada.app).assurance;
  const auto changed = fixture.security_info().sign_out_everywhere(fixture.caller(ada.browser, old));
  REQUIRE(changed);
  fixture.clock->advance(-47h);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, old, ada.browser.session)) == errc::revoked);
  CHECK(fixture.sign_in().check(fixture.tenant, *changed->assurance, ada.browser.session));
}

TEST_CASE("[C55] only the engine's clock decides how old a sign-in is") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto before = fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session);
  fixture.clock->advance(24h);
  REQUIRE(before);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::expired);
}

TEST_CASE("a witness that fails leaves the change standing and raises an alarm") {
  class FailingWitness final : public Witness {
   public:
    Result<void> note(const TenantId&, const AccountId&, std::uint64_t) override {
      return Error(errc::provider_failed, "witness: failed on purpose");
    }
    Result<std::uint64_t> highest(const TenantId&, const AccountId&) override { return std::uint64_t{0}; }
  };
  FixtureOptions options;
  options.witness = std::make_shared<FailingWitness>();
  EngineFixture fixture(options);
  fixture.create("ada");
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
  CHECK(fixture.alarms->has(AlarmKind::provider_failed));
}
