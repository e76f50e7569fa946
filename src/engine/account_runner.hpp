#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/live_key_ring.hpp"
#include "counterfoil/provider/alarm.hpp"
#include "counterfoil/provider/clock.hpp"
#include "counterfoil/provider/store.hpp"
#include "counterfoil/provider/witness.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "engine/fair_queue.hpp"

namespace counterfoil {

/// The providers that running a decision uses; none is null.
struct RunnerProviders {
  std::shared_ptr<Store> store;
  std::shared_ptr<Clock> clock;
  std::shared_ptr<Entropy> entropy;
  std::shared_ptr<LiveKeyRing> keys;
  std::shared_ptr<Witness> witness;
  std::shared_ptr<AlarmSink> alarms;
};

/// Which account, under which policy, and what it is called when there is none: for somebody whose account was
/// deleted, errc::revoked.
struct AccountRun {
  const TenantId& tenant;
  const AccountId& account;
  const Policy& policy;
  errc when_absent = errc::not_found;
};

/// An account as it was loaded; no document when there is no row.
struct LoadedAccount {
  std::uint64_t version = 0;
  Timestamp now;
  EngineKeys keys;
  std::optional<AccountDocument> document;
};

/// An account that is only read.
struct AccountReading {
  std::uint64_t version = 0;
  AccountDocument document;
  Timestamp now;
  EngineKeys keys;
};

/// Runs decisions on accounts: load, decide, commit, deliver. A conflict decides again from a fresh load, a
/// lost reply submits the same change again, both until the policy's deadline. What a decision returns leaves
/// only after the commit. Thread-safe.
class AccountRunner {
 public:
  using Make = std::function<Result<Draft>(const std::optional<AccountDocument>& tombstone, const Facts&)>;

  explicit AccountRunner(RunnerProviders providers);

  /// Runs `decide(Draft&, const Facts&)`, which returns a Result and may be called several times. A refusal is
  /// committed too when the decision changed the draft (a failure that was charged); an environment error
  /// never is.
  ///
  /// @return what the decision returned, or `when_absent` (no such account), errc::document_damaged (and an
  ///         alarm), errc::already_exists (a lookup key is taken), errc::deadline_exceeded,
  ///         errc::outcome_unknown, or another environment error.
  template <class F>
  auto run(const AccountRun& run, F&& decide) -> std::invoke_result_t<F, Draft&, const Facts&> {
    using Outcome = std::invoke_result_t<F, Draft&, const Facts&>;
    std::optional<Outcome> outcome;
    const Result<void> ran = run_erased(run, [&](Draft& draft, const Facts& facts) {
      return without_value(outcome.emplace(decide(draft, facts)));
    });
    return ran.and_then([&] { return *std::move(outcome); });
  }

  /// Creates an account from the draft that `make` gives, over no row or a tombstone.
  /// @return errc::already_exists (the id or a lookup key), what `make` refused, or an environment error.
  Result<void> create(const AccountRun& run, const Make& make);

  /// Reads an account. @return `when_absent`, errc::document_damaged, or another environment error.
  Result<AccountReading> read(const AccountRun& run);

  /// The same, for a deleted account too: its tombstone.
  Result<AccountReading> read_with_tombstone(const AccountRun& run);

  /// The host's clock.
  Result<Timestamp> now();

 private:
  using Decide = std::function<Result<void>(Draft&, const Facts&)>;
  using Attempt =
      std::function<Result<void>(std::optional<AccountDocument>, const Facts&, std::optional<Draft>&)>;
  using SteadyTime = std::chrono::steady_clock::time_point;

  static Result<void> without_value(const Result<void>& outcome) { return outcome; }
  template <class T>
  static Result<void> without_value(const Result<T>& outcome) {
    return outcome.and_then([](const T&) { return Result<void>(); });
  }

  Result<void> run_erased(const AccountRun& run, const Decide& decide);
  Result<void> until_committed(const AccountRun& run, const Attempt& decide);
  std::optional<Result<void>> attempt(const AccountRun& run, const Attempt& decide, SteadyTime deadline);
  Result<LoadedAccount> load(const AccountRun& run);
  Result<CommitOutcome> commit(const Change& change, SteadyTime deadline);
  void deliver(const AccountRun& run, const Draft& draft, std::uint64_t version);
  void note(const AccountRun& run, std::uint64_t version);
  void deliver_alarms(const AccountRun& run, const Draft& draft);
  Error damaged(const AccountRun& run, const std::string& sentence);

  RunnerProviders providers_;
  FairQueue queue_;
};

/// The row of an account.
RowKey row_key(const TenantId& tenant, const AccountId& account);

}  // namespace counterfoil
