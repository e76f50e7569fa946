#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "counterfoil/provider/store.hpp"
#include "counterfoil/testing/store_call.hpp"

namespace counterfoil::testing {

/// What can go wrong in one call. A fault that a function cannot have is errc::store_failed there.
enum class Fault {
  none,
  /// commit: answers conflict; nothing is stored.
  conflict,
  /// errc::store_failed; nothing is changed.
  failure,
  /// Functions that change something: errc::outcome_unknown; nothing is stored.
  lost_reply_before_commit,
  /// Functions that change something: errc::outcome_unknown; it is stored.
  lost_reply_after_commit,
  /// commit: errc::outcome_unknown; it reaches the store at land().
  in_flight,
  /// Throws std::runtime_error, as a faulty provider might.
  exception,
  /// Calls the function given to when_slow(), then goes on normally.
  slow,
};

/// Chances of faults per call, in percent, for random runs.
struct FaultRates {
  unsigned conflict = 0;
  unsigned failure = 0;
  unsigned lost_reply_before_commit = 0;
  unsigned lost_reply_after_commit = 0;
  unsigned in_flight = 0;
  unsigned exception = 0;
};

/// A store that does what another one does, records every call, and fails on demand: by a script, by a rule
/// or at random from a seed.
///
/// Per call, the first of these that applies decides: the script of next(), the rules of on() in the order in
/// which they were given, the rates of at_random().
///
/// Thread safety: all functions may be called from several threads; the trace then has the order of arrival.
class FaultyStore final : public Store {
 public:
  using Predicate = std::function<bool(const StoreCall&)>;

  explicit FaultyStore(std::shared_ptr<Store> store);
  ~FaultyStore() override;

  /// The faults of the next calls, one each, in this order after those already given.
  void next(Fault fault);
  void next(std::initializer_list<Fault> faults);

  /// `fault` for the first `times` calls that `predicate` is true for.
  void on(Predicate predicate, Fault fault, std::size_t times = SIZE_MAX);
  /// `fault` for the next `times` commits.
  void on_commit(Fault fault, std::size_t times = 1);
  /// `fault` for the next `times` loads.
  void on_load(Fault fault, std::size_t times = 1);

  /// Faults at random. With `in_flight`, each later call may let the oldest one land first.
  void at_random(std::uint64_t seed, const FaultRates& rates);

  /// What Fault::slow calls, outside all locks: a place to let somebody else be faster. Default: nothing.
  void when_slow(std::function<void(const StoreCall&)> work);

  /// Changes what load() finds, as somebody with access to the database would. Empty: no more.
  void tamper(std::function<void(const RowKey&, Row&)> alter);

  /// Lets the commits in flight reach the store, oldest first. @return how each ended.
  std::vector<Result<CommitOutcome>> land();
  std::size_t in_flight() const;

  /// No more faults, rules and alterations; what is in flight stays there.
  void calm();

  /// Whether calls are recorded; they are at first. Long random runs turn it off.
  void record(bool recording);
  /// The calls since the start or the last forget(), failed ones too.
  std::vector<StoreCall> trace() const;
  /// Their shapes.
  std::vector<std::string> shapes() const;
  /// How many of them were this function.
  std::size_t count(StoreOperation operation) const;
  void forget();

  Result<Row> load(const RowKey& key) override;
  Result<CommitOutcome> commit(const Change& change) override;
  Result<std::optional<AccountId>> find(const LookupKey& key) override;
  Result<std::vector<ScannedRow>> scan(RowKind kind, const TenantId& tenant, const std::string& after,
                                       std::size_t limit) override;
  Result<std::vector<JournalRow>> journal(const TenantId& tenant, const AccountId& account,
                                          std::uint64_t from_version, std::size_t limit) override;
  Result<void> prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) override;
  Result<void> erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) override;
  Result<std::vector<ClaimedMessage>> claim(Timestamp now, std::size_t limit, Duration lease) override;
  Result<void> settle(const std::vector<Settlement>& settlements) override;
  Result<std::size_t> sweep(Timestamp now, std::size_t limit) override;
  Result<std::unique_ptr<Subscription>> on_change(std::function<void()> changed) override;

 private:
  struct Rule {
    Predicate predicate;
    Fault fault;
    std::size_t times;
  };

  Fault arrive(const StoreCall& call);
  Fault decide(const StoreCall& call);
  Fault draw(const StoreCall& call);
  void maybe_land();

  template <class T, class Work>
  Result<T> read(const StoreCall& call, Work&& work);
  template <class T, class Work>
  Result<T> write(const StoreCall& call, Work&& work);

  const std::shared_ptr<Store> store_;
  mutable std::mutex mutex_;
  std::deque<Fault> script_;
  std::vector<Rule> rules_;
  FaultRates rates_;
  std::mt19937_64 random_;
  std::function<void(const StoreCall&)> slow_;
  std::function<void(const RowKey&, Row&)> alter_;
  std::deque<std::shared_ptr<const Change>> in_flight_;
  std::vector<StoreCall> trace_;
  bool recording_ = true;
};

}  // namespace counterfoil::testing
