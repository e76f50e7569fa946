#include "engine/account_runner.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <thread>

#include "engine/change_of.hpp"
#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

bool is_past(SteadyTime deadline) {
  return std::chrono::steady_clock::now() >= deadline;
}

/// A short pause of random length before the next try, longer with each one, so that processes that met once
/// do not meet again.
void pause_before_retry(unsigned tries, SteadyTime deadline) {
  thread_local std::minstd_rand jitter{std::random_device{}()};
  const auto longest = std::chrono::microseconds(200) * (1U << std::min(tries, 7U));
  std::uniform_int_distribution<std::int64_t> length(50, longest.count());
  std::this_thread::sleep_until(
      std::min(deadline, std::chrono::steady_clock::now() + std::chrono::microseconds(length(jitter))));
}

/// Errors after which the same change may be submitted again; others stay as they are.
bool may_pass(errc code) {
  return code == errc::outcome_unknown || code == errc::store_failed || code == errc::provider_failed ||
         code == errc::out_of_memory;
}

bool is_environment(const Error& error) {
  return kind_of(error.code) == ErrorKind::environment;
}

std::size_t hash_of(const RowKey& key) {
  const std::size_t name = std::hash<std::string>{}(key.name);
  return name ^ (std::hash<TenantId>{}(key.tenant) * 31 + static_cast<std::size_t>(key.kind));
}

}  // namespace

RowKey row_key(const TenantId& tenant, const AccountId& account) {
  return RowKey{RowKind::account, tenant, account.text()};
}

AccountRunner::AccountRunner(RunnerProviders providers) : providers_(std::move(providers)) {}

Result<Timestamp> AccountRunner::now() {
  return guarded_call("clock", [&] { return providers_.clock->now(); });
}

Error AccountRunner::damaged(const AccountRun& run, const std::string& sentence) {
  raise_alarm(providers_.alarms, AlarmKind::document_damaged, run.tenant, run.account, sentence);
  return Error(errc::document_damaged, "account: " + sentence);
}

Result<LoadedAccount> AccountRunner::load(const AccountRun& run) {
  // Before the row is loaded: what others commit meanwhile must not look like a row that fell back.
  const auto seen =
      guarded_call("witness", [&] { return providers_.witness->highest(run.tenant, run.account); });
  if (!seen) return seen.error();
  const RowKey key = row_key(run.tenant, run.account);
  auto row = guarded_call("store", [&] { return providers_.store->load(key); });
  if (!row) return std::move(row).error();
  if (row->version != row->journal_version) {
    return damaged(run, row->version < row->journal_version
                            ? "its row is older than its journal, or was removed"
                            : "its journal is older than its row, or was removed");
  }
  if (row->version < *seen) return damaged(run, "its row and journal are older than what was seen before");
  const auto time = row->store_time ? Result<Timestamp>(*row->store_time) : now();
  if (!time) return time.error();
  LoadedAccount loaded{row->version, *time, EngineKeys(providers_.keys->current()), std::nullopt};
  if (row->version == 0) return loaded;
  auto opened = open_account(run.tenant, run.account, *row, *providers_.keys, *time);
  if (!opened && opened.error().code == errc::document_damaged) return damaged(run, opened.error().message);
  if (!opened) return std::move(opened).error();
  // Only now is it known that this version is genuine.
  if (row->version > *seen) note(run, row->version);
  loaded.keys = EngineKeys(providers_.keys->current());
  loaded.document.emplace(*std::move(opened));
  return loaded;
}

Result<CommitOutcome> AccountRunner::commit(const Change& change, SteadyTime deadline) {
  std::optional<Error> unknown;
  for (unsigned tries = 0;; ++tries) {
    auto outcome = guarded_call("store", [&] { return providers_.store->commit(change); });
    if (outcome) return outcome;
    const errc code = outcome.error().code;
    if (!unknown && code != errc::outcome_unknown) return outcome;
    // Once a reply was lost, another failure says nothing of what became of the change.
    if (!unknown) unknown = std::move(outcome).error();
    if (!may_pass(code) || is_past(deadline)) return *std::move(unknown);
    pause_before_retry(tries, deadline);
  }
}

/// What was loaded or committed stands, whatever a witness or alarm that fails does.
void AccountRunner::note(const AccountRun& run, std::uint64_t version) {
  const auto noted =
      guarded_call("witness", [&] { return providers_.witness->note(run.tenant, run.account, version); });
  if (!noted) {
    raise_alarm(providers_.alarms, AlarmKind::provider_failed, run.tenant, run.account,
                noted.error().message);
  }
}

void AccountRunner::deliver(const AccountRun& run, const Draft& draft, std::uint64_t version) {
  note(run, version);
  deliver_alarms(run, draft);
}

/// One load, decide and commit. @return none when another writer came first and it has to be tried again.
std::optional<Result<void>> AccountRunner::attempt(const AccountRun& run, const Attempt& decide,
                                                   SteadyTime deadline) {
  auto loaded = load(run);
  if (!loaded) return Result<void>(std::move(loaded).error());
  const Facts facts{run.tenant, run.policy, loaded->keys, loaded->now, *providers_.entropy};
  std::optional<Draft> draft;
  const std::uint64_t version = loaded->version;
  const Result<void> decided = decide(std::move(loaded->document), facts, draft);
  const bool failed = !decided && is_environment(decided.error());
  if (failed || !draft || !draft->changed()) {
    if (draft) deliver_alarms(run, *draft);
    return decided;
  }
  auto change = change_of(*draft, version, facts);
  if (!change) return Result<void>(std::move(change).error());
  const auto outcome = commit(*change, deadline);
  if (!outcome) return Result<void>(outcome.error());
  switch (*outcome) {
    case CommitOutcome::conflict:
      return std::nullopt;
    case CommitOutcome::key_taken:
      return Result<void>(Error(errc::already_exists, "a name, key or number is taken by another account"));
    case CommitOutcome::committed:
      break;
  }
  deliver(run, *draft, version + 1);
  return decided;
}

void AccountRunner::deliver_alarms(const AccountRun& run, const Draft& draft) {
  for (const AlarmDraft& alarm : draft.alarms()) {
    raise_alarm(providers_.alarms, alarm.kind, run.tenant, run.account, alarm.sentence);
  }
}

Result<void> AccountRunner::until_committed(const AccountRun& run, const Attempt& decide) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + run.policy.deadlines.operation;
  const auto turn = queue_.wait(hash_of(row_key(run.tenant, run.account)), deadline);
  if (!turn) return Error(errc::deadline_exceeded, "account: too many operations at once");
  for (unsigned tries = 0;; ++tries) {
    if (auto ended = attempt(run, decide, deadline)) return *std::move(ended);
    if (is_past(deadline)) return Error(errc::deadline_exceeded, "account: others changed it all the time");
    pause_before_retry(tries, deadline);
  }
}

Result<void> AccountRunner::run_erased(const AccountRun& run, const Decide& decide) {
  return until_committed(run,
                         [&](std::optional<AccountDocument> document, const Facts& facts,
                             std::optional<Draft>& draft) -> Result<void> {
                           if (!document || document->state == AccountState::deleted) {
                             return Error(run.when_absent, "account: no such account");
                           }
                           draft.emplace(*std::move(document));
                           return decide(*draft, facts);
                         });
}

Result<void> AccountRunner::create(const AccountRun& run, const Make& make) {
  return until_committed(run,
                         [&](std::optional<AccountDocument> document, const Facts& facts,
                             std::optional<Draft>& draft) -> Result<void> {
                           if (document && document->state != AccountState::deleted) {
                             return Error(errc::already_exists, "account: the id is in use");
                           }
                           auto made = make(document, facts);
                           if (!made) return std::move(made).error();
                           draft.emplace(*std::move(made));
                           return {};
                         });
}

Result<AccountReading> AccountRunner::read_with_tombstone(const AccountRun& run) {
  auto loaded = load(run);
  if (!loaded) return std::move(loaded).error();
  if (!loaded->document) return Error(run.when_absent, "account: no such account");
  return AccountReading{loaded->version, *std::move(loaded->document), loaded->now, std::move(loaded->keys)};
}

Result<AccountReading> AccountRunner::read(const AccountRun& run) {
  auto reading = read_with_tombstone(run);
  if (reading && reading->document.state == AccountState::deleted) {
    return Error(run.when_absent, "account: no such account");
  }
  return reading;
}

}  // namespace counterfoil
