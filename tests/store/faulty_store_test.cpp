#include "counterfoil/testing/faulty_store.hpp"

#include <stdexcept>

#include "counterfoil/store/memory_store.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

struct Fixture {
  std::shared_ptr<Store> memory = memory_store();
  FaultyStore store{memory};

  std::uint64_t version(std::string_view name = "ann") {
    return memory->load(account_row(name)).value().version;
  }
};

}  // namespace

TEST_CASE("a faulty store without faults is the store behind it") {
  Fixture f;
  CHECK(f.store.commit(account_change("ann", 0, "one", 1)).value() == CommitOutcome::committed);
  CHECK(f.store.load(account_row("ann")).value().bytes == bytes("one"));
  CHECK(f.version() == 1);
}

TEST_CASE("the script decides call by call") {
  Fixture f;
  f.store.next({Fault::conflict, Fault::none, Fault::failure});
  CHECK(f.store.commit(account_change("ann", 0, "one", 1)).value() == CommitOutcome::conflict);
  CHECK(f.store.commit(account_change("ann", 0, "one", 1)).value() == CommitOutcome::committed);
  CHECK(f.store.load(account_row("ann")).error().code == errc::store_failed);
  CHECK(f.store.load(account_row("ann")).has_value());
}

TEST_CASE("a reply lost before the commit leaves nothing, one lost after it leaves the change") {
  Fixture f;
  f.store.next(Fault::lost_reply_before_commit);
  CHECK(f.store.commit(account_change("ann", 0, "one", 1)).error().code == errc::outcome_unknown);
  CHECK(f.version() == 0);
  f.store.next(Fault::lost_reply_after_commit);
  CHECK(f.store.commit(account_change("ann", 0, "one", 1)).error().code == errc::outcome_unknown);
  CHECK(f.version() == 1);
}

TEST_CASE("a commit in flight lands when it is told to, and loses when it comes too late") {
  Fixture f;
  f.store.next({Fault::in_flight, Fault::in_flight});
  CHECK(f.store.commit(account_change("ann", 0, "one", 1)).error().code == errc::outcome_unknown);
  CHECK(f.store.commit(account_change("bob", 0, "one", 2)).error().code == errc::outcome_unknown);
  CHECK(f.version() == 0);
  CHECK(f.store.commit(account_change("ann", 0, "another", 3)).value() == CommitOutcome::committed);
  CHECK(f.store.in_flight() == 2);
  const auto outcomes = f.store.land();
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].value() == CommitOutcome::conflict);
  CHECK(outcomes[1].value() == CommitOutcome::committed);
  CHECK(f.memory->load(account_row("ann")).value().bytes == bytes("another"));
}

TEST_CASE("a rule picks its calls and its number of times") {
  Fixture f;
  f.store.on([](const StoreCall& call) { return call.name == "bob"; }, Fault::failure, 1);
  CHECK(f.store.load(account_row("ann")).has_value());
  CHECK_FALSE(f.store.load(account_row("bob")).has_value());
  CHECK(f.store.load(account_row("bob")).has_value());
}

TEST_CASE("a faulty store throws on demand") {
  Fixture f;
  f.store.on_commit(Fault::exception);
  CHECK_THROWS_AS(f.store.commit(account_change("ann", 0, "one", 1)), std::runtime_error);
  CHECK(f.version() == 0);
}

TEST_CASE("somebody else can be faster while a call is slow") {
  Fixture f;
  f.store.when_slow(
      [&](const StoreCall&) { CHECK(f.memory->commit(account_change("ann", 0, "fast", 9)).has_value()); });
  f.store.on_commit(Fault::slow);
  CHECK(f.store.commit(account_change("ann", 0, "slow", 1)).value() == CommitOutcome::conflict);
}

TEST_CASE("rows can be altered on their way") {
  Fixture f;
  CHECK(f.store.commit(account_change("ann", 0, "one", 1)).has_value());
  f.store.tamper([](const RowKey& key, Row& row) {
    if (key.name == "ann") row.version = 7;
  });
  CHECK(f.store.load(account_row("ann")).value().version == 7);
  f.store.calm();
  CHECK(f.store.load(account_row("ann")).value().version == 1);
}

TEST_CASE("the trace has every call with its kind, and the changes") {
  Fixture f;
  CHECK(f.store.find({LookupKind::username, tenant(), bytes("x")}).has_value());
  CHECK(f.store.load({RowKind::guard, tenant(), "g"}).has_value());
  f.store.next(Fault::failure);
  CHECK_FALSE(f.store.commit(account_change("ann", 0, "one", 1)).has_value());
  CHECK(f.store.claim(from_unix_seconds(0), 1, Duration(1)).has_value());
  CHECK(f.store.shapes() ==
        std::vector<std::string>{"find username", "load guard", "commit account", "claim"});
  CHECK(f.store.trace()[2].change->bytes == bytes("one"));
  CHECK(f.store.count(StoreOperation::load) == 1);
  f.store.forget();
  CHECK(f.store.trace().empty());
}

TEST_CASE("faults at random are the same for the same seed, and all of them come") {
  const auto run = [](std::uint64_t seed) {
    Fixture f;
    f.store.at_random(seed, {10, 10, 10, 10, 10, 0});
    std::string outcomes;
    for (std::uint64_t number = 1; number <= 500; ++number) {
      const auto outcome = f.store.commit(account_change("ann", f.version(), "text", number));
      outcomes +=
          outcome ? std::to_string(static_cast<int>(*outcome)) : std::string(name_of(outcome.error().code));
    }
    return outcomes;
  };
  const std::string outcomes = run(1);
  CHECK(outcomes == run(1));
  CHECK(outcomes != run(2));
  CHECK(outcomes.find("outcome_unknown") != std::string::npos);
  CHECK(outcomes.find("store_failed") != std::string::npos);
}
