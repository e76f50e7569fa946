// Decisions on an account whose store, witness or neighbours do not do what is expected.

#include <functional>

#include "codec/document_envelope.hpp"
#include "runner_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// A witness in memory that fails, or lets something happen while it is asked.
class ScriptedWitness final : public Witness {
 public:
  Result<void> note(const TenantId&, const AccountId&, std::uint64_t version) override {
    if (failing) return Error(errc::provider_failed, "witness: failed on purpose");
    highest_ = std::max(highest_, version);
    return {};
  }
  Result<std::uint64_t> highest(const TenantId&, const AccountId&) override {
    if (failing) return Error(errc::provider_failed, "witness: failed on purpose");
    if (auto work = std::exchange(meanwhile, nullptr)) work();
    return highest_;
  }

  bool failing = false;
  std::function<void()> meanwhile;

 private:
  std::uint64_t highest_ = 0;
};

Result<void> set_privilege(AccountRunner& runner, const AccountRun& run, unsigned privilege) {
  return runner.run(run, [&](Draft& draft, const Facts&) -> Result<void> {
    draft.edit().privilege = privilege;
    return {};
  });
}

}  // namespace

TEST_CASE("[G116a] a process that only read an account knows afterwards what is older") {
  RunnerFixture fixture;
  {
    AccountRunner writer(fixture.providers());
    fixture.create_ada(writer);
  }
  const Row older = *fixture.store->load(row_key(fixture.tenant, fixture.ada));
  {
    AccountRunner writer(fixture.providers());
    REQUIRE(set_privilege(writer, fixture.run(), 1));
  }
  fixture.witness = process_witness();
  AccountRunner reader(fixture.providers());
  fixture.witness = process_witness();
  AccountRunner stranger(fixture.providers());
  REQUIRE(reader.read(fixture.run()));
  // Row and journal, rolled back together.
  fixture.store->tamper([&](const RowKey&, Row& row) { row = older; });
  CHECK(code_of(reader.read(fixture.run())) == errc::document_damaged);
  CHECK(fixture.alarms->has(AlarmKind::document_damaged));
  CHECK(stranger.read(fixture.run())->version == older.version);
}

TEST_CASE("a row that is forged is not what a process remembers as the newest") {
  RunnerFixture fixture;
  AccountRunner runner(fixture.providers());
  fixture.create_ada(runner);
  fixture.store->tamper([](const RowKey&, Row& row) { row.version = row.journal_version = 9; });
  CHECK(code_of(runner.read(fixture.run())) == errc::document_damaged);
  fixture.store->tamper({});
  CHECK(runner.read(fixture.run()));
}

TEST_CASE("a commit of somebody else while an account is loaded is no sign of damage") {
  RunnerFixture fixture;
  const auto witness = std::make_shared<ScriptedWitness>();
  fixture.witness = witness;
  AccountRunner runner(fixture.providers());
  AccountRunner other(fixture.providers());
  fixture.create_ada(runner);
  witness->meanwhile = [&] { REQUIRE(set_privilege(other, fixture.run(), 2)); };
  const auto reading = runner.read(fixture.run());
  REQUIRE(reading);
  CHECK(reading->document.privilege == 2);
  CHECK_FALSE(fixture.alarms->has(AlarmKind::document_damaged));
}

TEST_CASE("a witness that cannot be asked refuses everything, and nothing is lost when it is back") {
  RunnerFixture fixture;
  const auto witness = std::make_shared<ScriptedWitness>();
  fixture.witness = witness;
  AccountRunner runner(fixture.providers());
  fixture.create_ada(runner);
  witness->failing = true;
  CHECK(code_of(runner.read(fixture.run())) == errc::provider_failed);
  CHECK(code_of(set_privilege(runner, fixture.run(), 1)) == errc::provider_failed);
  witness->failing = false;
  CHECK(runner.read(fixture.run())->document.privilege == 0);
}

TEST_CASE("[H122] where the store has a clock it decides the time of an account") {
  RunnerFixture fixture;
  AccountRunner runner(fixture.providers());
  fixture.create_ada(runner);
  const Timestamp stores = fixture.clock->now().value() + 5s;
  fixture.store->tamper([&](const RowKey&, Row& row) { row.store_time = stores; });
  fixture.clock->fail();
  CHECK(runner.read(fixture.run())->now == stores);
  fixture.store->tamper({});
  CHECK(code_of(runner.read(fixture.run())) == errc::clock_failed);
}

TEST_CASE("[I134] an account that a newer version wrote is refused, and is not called damaged") {
  RunnerFixture fixture;
  AccountRunner runner(fixture.providers());
  const RowKey row = row_key(fixture.tenant, fixture.ada);
  Change change{.row = row,
                .expected_version = 0,
                .commit_id = {},
                .bytes = make_envelope(ring_of(1), row, 1, as_bytes("\x08\x63")).value()};
  change.summary = "{}";
  REQUIRE(fixture.store->commit(change).value() == CommitOutcome::committed);
  CHECK(code_of(runner.read(fixture.run())) == errc::schema_too_new);
  CHECK_FALSE(fixture.alarms->has(AlarmKind::document_damaged));
}

TEST_CASE("who cannot have a turn before the deadline is turned away, and changes nothing") {
  RunnerFixture fixture;
  AccountRunner runner(fixture.providers());
  fixture.create_ada(runner);
  Result<void> second;
  RunnerFixture hasty = fixture;
  hasty.give_no_time();
  const auto first = runner.run(fixture.run(), [&](Draft& draft, const Facts&) -> Result<void> {
    second = set_privilege(runner, hasty.run(), 3);
    draft.edit().privilege = 1;
    return {};
  });
  CHECK(first);
  CHECK(code_of(second) == errc::deadline_exceeded);
  CHECK(runner.read(fixture.run())->document.privilege == 1);
}

TEST_CASE("an alarm sink that throws, or none, changes no outcome") {
  class ThrowingAlarms final : public AlarmSink {
   public:
    void raise(AlarmKind, const TenantId&, const std::optional<AccountId>&, const std::string&) override {
      throw std::runtime_error("on purpose");
    }
  };
  RunnerFixture fixture;
  {
    AccountRunner runner(fixture.providers());
    fixture.create_ada(runner);
  }
  fixture.store->tamper([](const RowKey&, Row& row) { row.bytes.back() ^= std::byte{1}; });
  for (const std::shared_ptr<AlarmSink>& sink :
       {std::shared_ptr<AlarmSink>(), std::shared_ptr<AlarmSink>(std::make_shared<ThrowingAlarms>())}) {
    RunnerProviders providers = fixture.providers();
    providers.alarms = sink;
    AccountRunner runner(providers);
    CHECK(code_of(runner.read(fixture.run())) == errc::document_damaged);
  }
}

TEST_CASE("an alarm of a decision is raised whether or not the decision changes something") {
  RunnerFixture fixture;
  AccountRunner runner(fixture.providers());
  fixture.create_ada(runner);
  for (const bool changes : {false, true}) {
    fixture.alarms = std::make_shared<RecordedAlarms>();
    AccountRunner another(fixture.providers());
    REQUIRE(another.run(fixture.run(), [&](Draft& draft, const Facts&) -> Result<void> {
      if (changes) draft.edit().privilege = 1;
      draft.alarm(AlarmKind::clock_behind, "an alarm");
      return {};
    }));
    CHECK(fixture.alarms->has(AlarmKind::clock_behind));
  }
}
