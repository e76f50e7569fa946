#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "counterfoil/model/ids.hpp"
#include "counterfoil/provider/store.hpp"
#include "simulation/dice.hpp"
#include "simulation/origin.hpp"

namespace counterfoil::simulation {

/// Looks on at a store.
class StoreObserver {
 public:
  virtual ~StoreObserver() = default;
  /// A change was handed in, whatever becomes of it.
  virtual void submitted(const Change& change) = 0;
  /// A change was stored, once.
  virtual void stored(const Change& change, const Origin& origin) = 0;
  /// Somebody in another process may be faster than the commit that is about to happen.
  virtual void meanwhile() = 0;
  /// The engine wrote to a row that had been altered behind its back.
  virtual void altered_row_written(const RowKey& row) = 0;
};

/// A store that does what a correct one may do at its worst: fails, throws, answers conflict, loses replies before or
/// after the commit, lets others come first; and processes that are killed at a call, with their last commit done, not
/// done, or still in flight. Rows, journals and lookup keys can be altered behind the engine's back.
class UnsteadyStore final : public Store {
 public:
  UnsteadyStore(std::shared_ptr<Store> truth, Dice dice, StoreObserver& observer)
      : truth_(std::move(truth)), dice_(dice), observer_(observer) {}

  /// An operation begins or ends; they nest.
  void enter(Origin origin) { turns_.push_back({std::move(origin)}); }
  /// @return whether the process was killed in it.
  bool leave();
  /// Whether the operation's last commit is stored, but its reply was lost and never came after all.
  bool is_unanswered() const noexcept { return turns_.back().is_unanswered; }
  std::size_t depth() const noexcept { return turns_.size(); }
  /// Without faults and without others in between.
  void calm(bool is_calm) noexcept { calm_ = is_calm; }
  /// Lets everything in flight arrive.
  void land_all();

  void alter_row(const RowKey& key, Row row) { rows_.insert_or_assign(key, std::move(row)); }
  void alter_lookup(const LookupKey& key, std::optional<AccountId> owner);
  void alter_journal(const AccountId& account) { journal_ = account; }
  void restore();
  bool is_altered(const RowKey& key) const { return rows_.contains(key); }
  bool has_altered_lookups() const { return !altered_lookups_.empty(); }
  bool is_journal_altered(const AccountId& account) const { return journal_ == account; }

  /// The last rows of an account, oldest first, and the lookup keys it added.
  const std::vector<Row>& history(const RowKey& key) { return history_[key]; }
  const std::vector<LookupKey>& lookups(const RowKey& key) { return lookups_[key]; }

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
  enum class Fate {
    none,
    conflict,
    failure,
    exception,
    lost_before,
    lost_after,
    killed_before,
    killed_after,
    killed_in_flight
  };
  struct Turn {
    Origin origin;
    bool is_down = false;
    bool wrote_account = false;
    bool is_unanswered = false;
  };
  struct InFlight {
    Change change;
    Origin origin;
  };

  /// An error when the call fails. @throws std::runtime_error as a faulty provider might.
  std::optional<Error> read_fault();
  Fate fate_of_commit(const Change& change);
  Result<CommitOutcome> store_now(const Change& change, const Origin& origin);
  void let_others_come_first(const Change& change);
  void land_one();
  Error kill();
  void remember(const Change& change);

  const std::shared_ptr<Store> truth_;
  Dice dice_;
  StoreObserver& observer_;
  bool calm_ = true;
  std::vector<Turn> turns_;
  std::deque<InFlight> in_flight_;
  std::deque<CommitId> stored_;
  std::optional<CommitId> unanswered_;
  std::map<RowKey, Row> rows_;
  std::vector<std::pair<LookupKey, std::optional<AccountId>>> altered_lookups_;
  std::optional<AccountId> journal_;
  std::map<RowKey, std::vector<Row>> history_;
  std::map<RowKey, std::vector<LookupKey>> lookups_;
};

}  // namespace counterfoil::simulation
