#include <algorithm>
#include <atomic>
#include <numeric>

#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "store/kit/threads.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

constexpr std::size_t thread_count = 64;

std::uint64_t fresh_number() {
  static std::atomic<std::uint64_t> number{1'000'000};
  return ++number;
}

void one_winner(const OpenStore& open) {
  const std::vector<std::shared_ptr<Store>> stores = {open(), open()};
  for (std::uint64_t version = 0; version < 10; ++version) {
    std::atomic<int> winners{0};
    start_together(thread_count, [&](std::size_t index) {
      const std::string text = std::to_string(index);
      const auto outcome =
          GOT(stores[index % stores.size()]->commit(account_change("ann", version, text, fresh_number())));
      if (outcome == CommitOutcome::committed) ++winners;
    });
    EXPECT(winners == 1);
    EXPECT(GOT(stores[0]->load(account_row("ann"))).version == version + 1);
  }
}

void one_winner_of_a_guard(const OpenStore& open) {
  const auto store = open();
  for (std::uint64_t version = 0; version < 10; ++version) {
    std::atomic<int> winners{0};
    start_together(thread_count, [&](std::size_t) {
      if (GOT(store->commit(guard_change("g", version, "text"))) == CommitOutcome::committed) ++winners;
    });
    EXPECT(winners == 1);
  }
}

// Adds one to the number that the account holds, until nobody was faster.
void increment(Store& store) {
  for (;;) {
    const Row row = GOT(store.load(account_row("ann")));
    const int number = row.version == 0 ? 0 : std::stoi(std::string(as_text(row.bytes)));
    const Change change = account_change("ann", row.version, std::to_string(number + 1), fresh_number());
    if (GOT(store.commit(change)) == CommitOutcome::committed) return;
  }
}

void no_lost_update(const OpenStore& open) {
  const std::vector<std::shared_ptr<Store>> stores = {open(), open(), open()};
  start_together(9, [&](std::size_t index) {
    for (int round = 0; round < 15; ++round) increment(*stores[index % stores.size()]);
  });
  const Row row = GOT(stores[0]->load(account_row("ann")));
  EXPECT(as_text(row.bytes) == "135");
  EXPECT(row.version == 135);
  EXPECT(row.journal_version == 135);
}

void accounts_do_not_disturb_each_other(const OpenStore& open) {
  const auto store = open();
  start_together(thread_count, [&](std::size_t index) {
    const std::string name = "a-" + std::to_string(index);
    for (std::uint64_t version = 0; version < 10; ++version) {
      EXPECT(GOT(store->commit(account_change(name, version, name, fresh_number()))) ==
             CommitOutcome::committed);
      EXPECT(GOT(store->load(account_row(name))).version == version + 1);
    }
  });
  EXPECT(GOT(store->scan(RowKind::account, tenant(), "", 1'000)).size() == thread_count);
}

void one_owner_of_a_key(const OpenStore& open) {
  const auto store = open();
  for (int round = 0; round < 5; ++round) {
    const LookupKey key{LookupKind::username, tenant(), bytes("name " + std::to_string(round))};
    std::atomic<int> owners{0};
    std::atomic<int> refused{0};
    start_together(32, [&](std::size_t index) {
      const std::string name = "a-" + std::to_string(round) + "-" + std::to_string(index);
      Change change = account_change(name, 0, "text", fresh_number());
      change.add_lookups = {key};
      const auto outcome = GOT(store->commit(change));
      ++(outcome == CommitOutcome::committed ? owners : refused);
      if (outcome == CommitOutcome::key_taken) EXPECT(GOT(store->load(account_row(name))).version == 0);
    });
    EXPECT(owners == 1);
    EXPECT(refused == 31);
  }
}

void readers_see_whole_changes(const OpenStore& open) {
  const auto store = open();
  std::atomic<bool> done{false};
  start_together(5, [&](std::size_t index) {
    if (index == 0) {
      for (std::uint64_t version = 0; version < 100; ++version) {
        GOT(store->commit(account_change("ann", version, std::to_string(version + 1), fresh_number())));
      }
      done = true;
      return;
    }
    while (!done) {
      const Row row = GOT(store->load(account_row("ann")));
      EXPECT(row.version == row.journal_version);
      EXPECT(as_text(row.bytes) == (row.version == 0 ? "" : std::to_string(row.version)));
    }
  });
}

void mixed_work(const OpenStore& open) {
  const auto store = open();
  std::atomic<int> told{0};
  const auto subscription = GOT(store->on_change([&] { ++told; }));
  start_together(12, [&](std::size_t index) {
    const std::string name = "a-" + std::to_string(index % 4);
    for (int round = 0; round < 15; ++round) {
      Change change =
          account_change(name, GOT(store->load(account_row(name))).version, "text", fresh_number());
      change.messages = {message(fresh_number())};
      // Where the row that would tell was pruned meanwhile, a writer that is late hears that nobody knows.
      const auto outcome = store->commit(change);
      EXPECT(outcome.has_value() || outcome.error().code == errc::outcome_unknown);
      GOT(store->claim(message_time, 3, Duration(1)));
      GOT(store->journal(tenant(), account(name), 0, 5));
      GOT(store->scan(RowKind::account, tenant(), "", 5));
      if (round == 7) GOT(store->prune(tenant(), account(name), 3));
      if (round == 9) GOT(store->erase(tenant(), account(name), 5));
      if (round == 11) GOT(store->sweep(message_time, 5));
    }
  });
  for (const ScannedRow& row : GOT(store->scan(RowKind::account, tenant(), "", 10))) {
    EXPECT(GOT(store->load(row.row)).journal_version == row.version);
  }
}

}  // namespace

void add_race_checks(Checks& checks) {
  checks.push_back({"of 64 threads exactly one wins a version of an account", true, one_winner});
  checks.push_back({"of 64 threads exactly one wins a version of a guard", true, one_winner_of_a_guard});
  checks.push_back({"parallel increments lose nothing", true, no_lost_update});
  checks.push_back({"changes of different accounts all succeed", true, accounts_do_not_disturb_each_other});
  checks.push_back({"a lookup key that 32 accounts want goes to one", true, one_owner_of_a_key});
  checks.push_back({"a reader sees a row and its journal of one moment", true, readers_see_whole_changes});
  checks.push_back({"everything at once leaves rows and journals in step", true, mixed_work});
}

}  // namespace counterfoil::testing
