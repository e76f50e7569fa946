// Guards and meters in a store that is altered, that fails, or that has a clock of its own.

#include "codec/document_envelope.hpp"
#include "engine/guard.hpp"
#include "runner_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

void fail_once(GuardDocument& guard, Timestamp now) {
  charge_guard(guard, std::nullopt, GuardRules{}, now);
}

RowKey row_of(const RunnerFixture& fixture) {
  return {RowKind::guard, fixture.tenant, fixture.guard().name};
}

/// Puts bytes under the row's key that were signed by the ring.
void put(RunnerFixture& fixture, const RowKey& row, std::string_view content) {
  Change change{.row = row,
                .expected_version = 0,
                .commit_id = {},
                .bytes = make_envelope(fixture.keys->load().value(), row, 1, as_bytes(content)).value()};
  change.expires = fixture.clock->now().value() + 1h;
  REQUIRE(fixture.store->commit(change).value() == CommitOutcome::committed);
}

/// The errors of all three functions on one row each.
std::vector<errc> errors_of(GuardRunner& runner, const RunnerFixture& fixture) {
  return {code_of(runner.read(fixture.guard())),
          code_of(runner.change(fixture.guard(), std::nullopt, fail_once)),
          code_of(runner.add_to_meter(fixture.guard(), 1h, 1))};
}

std::vector<errc> three(errc code) {
  return {code, code, code};
}

}  // namespace

TEST_CASE("[G116] an altered guard or meter refuses what depends on it, and raises an alarm") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  REQUIRE(runner.change(fixture.guard(), std::nullopt, fail_once));
  REQUIRE(runner.add_to_meter(fixture.guard(), 1h, 1));
  fixture.store->tamper([](const RowKey&, Row& row) { row.bytes.back() ^= std::byte{1}; });
  CHECK(errors_of(runner, fixture) == three(errc::document_damaged));
  CHECK(fixture.alarms->has(AlarmKind::document_damaged));
}

TEST_CASE("a guard or meter whose content was never one refuses what depends on it") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  put(fixture, row_of(fixture), "no guard");
  put(fixture, {RowKind::meter, fixture.tenant, fixture.guard().name}, "no meter");
  CHECK(errors_of(runner, fixture) == three(errc::document_damaged));
}

TEST_CASE("a guard of a key that is not in the ring is a fault of the keys, and no forgery") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  REQUIRE(runner.change(fixture.guard(), std::nullopt, fail_once));
  REQUIRE(runner.add_to_meter(fixture.guard(), 1h, 1));
  fixture.keys = std::make_shared<MemoryKeyRing>(ring_of(3));
  GuardRunner other(fixture.providers());
  CHECK(errors_of(other, fixture) == three(errc::key_not_found));
  CHECK_FALSE(fixture.alarms->has(AlarmKind::document_damaged));
}

TEST_CASE("[H122] where the store has a clock it decides the time of guards and meters") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  const Timestamp stores = fixture.clock->now().value() + 5s;
  fixture.store->tamper([&](const RowKey&, Row& row) { row.store_time = stores; });
  fixture.clock->fail();
  CHECK(runner.read(fixture.guard())->now == stores);
  CHECK(runner.add_to_meter(fixture.guard(), 1h, 1)->now == stores);
  fixture.store->tamper({});
  CHECK(errors_of(runner, fixture) == three(errc::clock_failed));
}

TEST_CASE("a guard or meter that others change all the time is given up at the deadline") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  fixture.store->on_commit(Fault::conflict, 2);
  CHECK(runner.change(fixture.guard(), std::nullopt, fail_once));
  fixture.store->on_commit(Fault::conflict, 2);
  CHECK(runner.add_to_meter(fixture.guard(), 1h, 1));
  fixture.give_no_time();
  fixture.store->on_commit(Fault::conflict, 2);
  CHECK(code_of(runner.change(fixture.guard(), std::nullopt, fail_once)) == errc::deadline_exceeded);
  CHECK(code_of(runner.add_to_meter(fixture.guard(), 1h, 1)) == errc::deadline_exceeded);
}

TEST_CASE("[I125] a failure whose lost reply nobody knows of counts at least once") {
  for (const Fault fault : {Fault::lost_reply_before_commit, Fault::lost_reply_after_commit}) {
    RunnerFixture fixture;
    GuardRunner runner(fixture.providers());
    fixture.store->on_commit(fault, 1);
    REQUIRE(runner.change(fixture.guard(), std::nullopt, fail_once));
    const bool twice = fault == Fault::lost_reply_after_commit;
    CHECK(runner.read(fixture.guard())->document.ledger.in_a_row == (twice ? 2 : 1));
  }
}

TEST_CASE("[I131] a guard or meter that cannot be stored is a fault") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  fixture.store->on_commit(Fault::failure, 2);
  CHECK(code_of(runner.change(fixture.guard(), std::nullopt, fail_once)) == errc::store_failed);
  CHECK(code_of(runner.add_to_meter(fixture.guard(), 1h, 1)) == errc::store_failed);
}

TEST_CASE("a guard that nothing changes is not written") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  CHECK(runner.change(fixture.guard(), std::nullopt,
                      [](GuardDocument& guard, Timestamp) { clear_guard(guard); }));
  CHECK(fixture.store->count(StoreOperation::commit) == 0);
}

TEST_CASE("a meter begins again with each window") {
  RunnerFixture fixture;
  GuardRunner runner(fixture.providers());
  CHECK(runner.add_to_meter(fixture.guard(), 1h, 3)->count == 3);
  CHECK(runner.add_to_meter(fixture.guard(), 1h, 2)->count == 5);
  fixture.clock->advance(1h);
  CHECK(runner.add_to_meter(fixture.guard(), 1h, 1)->count == 1);
}
