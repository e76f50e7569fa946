#include "counterfoil/store/memory_store.hpp"

#include <algorithm>
#include <shared_mutex>

#include "store/change_notifier.hpp"
#include "store/change_rules.hpp"
#include "store/memory_lookups.hpp"
#include "store/memory_outbox.hpp"
#include "store/memory_rows.hpp"
#include "store/store_failure.hpp"

namespace counterfoil {

namespace {

RowKey account_key(const TenantId& tenant, const AccountId& account) {
  return {RowKind::account, tenant, account.text()};
}

// Lock order: shard, lookups, outbox.
class MemoryStore final : public Store {
 public:
  Result<Row> load(const RowKey& key) override {
    return at_the_door([&]() -> Result<Row> {
      required(check(key));
      MemoryShard& shard = rows_.shard(key);
      const std::lock_guard lock(shard.mutex);
      const auto& table = shard.table(key.kind);
      const auto found = table.find(key);
      if (found == table.end()) return Row{};
      return Row{found->second.bytes, found->second.version, found->second.journal_version()};
    });
  }

  Result<CommitOutcome> commit(const Change& change) override {
    auto outcome = at_the_door([&]() -> Result<CommitOutcome> {
      required(check(change));
      MemoryShard& shard = rows_.shard(change.row);
      const std::lock_guard lock(shard.mutex);
      if (change.row.kind == RowKind::account) return commit_account(shard, change);
      return commit_expiring(shard, change);
    });
    if (outcome && *outcome == CommitOutcome::committed) notifier_.changed();
    return outcome;
  }

  Result<std::optional<AccountId>> find(const LookupKey& key) override {
    return at_the_door([&]() -> Result<std::optional<AccountId>> {
      required(check(key));
      const std::shared_lock lock(lookups_.mutex());
      return lookups_.find(key);
    });
  }

  Result<std::vector<ScannedRow>> scan(RowKind kind, const TenantId& tenant, const std::string& after,
                                       std::size_t limit) override;
  Result<std::vector<JournalRow>> journal(const TenantId& tenant, const AccountId& account,
                                          std::uint64_t from_version, std::size_t limit) override;
  Result<void> prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) override;
  Result<void> erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) override;

  Result<std::vector<ClaimedMessage>> claim(Timestamp now, std::size_t limit, Duration lease) override {
    return at_the_door([&]() -> Result<std::vector<ClaimedMessage>> {
      required(check_lease(lease));
      const std::lock_guard lock(outbox_.mutex());
      return outbox_.claim(now, limit, lease);
    });
  }

  Result<void> settle(const std::vector<Settlement>& settlements) override {
    return at_the_door([&]() -> Result<void> {
      const std::lock_guard lock(outbox_.mutex());
      for (const Settlement& settlement : settlements) outbox_.settle(settlement);
      return {};
    });
  }

  Result<std::size_t> sweep(Timestamp now, std::size_t limit) override;

  Result<std::unique_ptr<Subscription>> on_change(std::function<void()> changed) override {
    return notifier_.subscribe(std::move(changed));
  }

 private:
  Result<CommitOutcome> commit_account(MemoryShard& shard, const Change& change);
  Result<CommitOutcome> commit_expiring(MemoryShard& shard, const Change& change);

  MemoryRows rows_;
  MemoryLookups lookups_;
  MemoryOutbox outbox_;
  ChangeNotifier notifier_;
};

// What a change becomes whose expected version is not (or no longer) there.
Result<CommitOutcome> resolve(const MemoryRow* row, const Change& change) {
  if (row == nullptr || row->journal.empty()) return CommitOutcome::conflict;
  const std::uint64_t version = change.expected_version + 1;
  if (version < row->journal.front().version) {
    return Error(errc::outcome_unknown, "commit: the journal row that would tell has been pruned");
  }
  const JournalRow* found = row->journal_row(version);
  const bool is_own = found != nullptr && found->commit_id == change.commit_id;
  return is_own ? CommitOutcome::committed : CommitOutcome::conflict;
}

// Copies of what a change stores, made before anything is changed.
class StagedAccount {
 public:
  explicit StagedAccount(const Change& change)
      : change_(change),
        event_{change.expected_version + 1, change.commit_id, change.event_headers, change.event_bodies},
        bytes_(change.bytes),
        key_id_(change.key_id),
        summary_(change.summary) {}

  // The row to apply to, with room in its journal; a row that does not exist yet is made.
  MemoryRow& place(MemoryShard::Table& accounts, MemoryRow* old_row) const {
    MemoryRow fresh;
    std::vector<JournalRow>& journal = old_row == nullptr ? fresh.journal : old_row->journal;
    if (journal.size() == journal.capacity()) journal.reserve(std::max<std::size_t>(4, 2 * journal.size()));
    return old_row == nullptr ? accounts.emplace(change_.row, std::move(fresh)).first->second : *old_row;
  }

  void apply(MemoryRow& row) noexcept {
    row.version = event_.version;
    row.bytes.swap(bytes_);
    row.key_id.swap(key_id_);
    row.summary.swap(summary_);
    row.journal.push_back(std::move(event_));
  }

 private:
  const Change& change_;
  JournalRow event_;
  Bytes bytes_;
  std::string key_id_;
  std::string summary_;
};

Result<CommitOutcome> MemoryStore::commit_account(MemoryShard& shard, const Change& change) {
  const auto found = shard.accounts.find(change.row);
  MemoryRow* const old_row = found == shard.accounts.end() ? nullptr : &found->second;
  if ((old_row == nullptr ? 0 : old_row->version) != change.expected_version) return resolve(old_row, change);

  const AccountId account = required(AccountId::parse(change.row.name));
  std::unique_lock lookups_lock(lookups_.mutex(), std::defer_lock);
  if (!change.add_lookups.empty() || !change.remove_lookups.empty()) {
    lookups_lock.lock();
    if (lookups_.is_taken(change.add_lookups, account)) return CommitOutcome::key_taken;
    lookups_.prepare(change.add_lookups, account);
  }

  std::unique_lock outbox_lock(outbox_.mutex(), std::defer_lock);
  if (!change.messages.empty()) {
    outbox_lock.lock();
    required(outbox_.prepare(change.messages));
  }

  // All that may throw is done when the first thing becomes visible.
  StagedAccount staged(change);
  MemoryRow& row = staged.place(shard.accounts, old_row);
  staged.apply(row);
  if (lookups_lock) lookups_.replace(change.remove_lookups, account);
  if (outbox_lock) outbox_.add_prepared();
  return CommitOutcome::committed;
}

Result<CommitOutcome> MemoryStore::commit_expiring(MemoryShard& shard, const Change& change) {
  const auto found = shard.expiring.find(change.row);
  const std::uint64_t version = found == shard.expiring.end() ? 0 : found->second.version;
  if (version != change.expected_version) return CommitOutcome::conflict;
  MemoryRow row{version + 1, change.bytes, change.key_id, change.summary, change.expires, {}};
  if (found == shard.expiring.end()) {
    shard.expiring.emplace(change.row, std::move(row));
  } else {
    found->second = std::move(row);
  }
  return CommitOutcome::committed;
}

Result<std::vector<ScannedRow>> MemoryStore::scan(RowKind kind, const TenantId& tenant,
                                                  const std::string& after, std::size_t limit) {
  return at_the_door([&]() -> Result<std::vector<ScannedRow>> {
    std::vector<ScannedRow> found;
    for (MemoryShard& shard : rows_.shards()) {
      const std::lock_guard lock(shard.mutex);
      for (const auto& [key, row] : shard.table(kind)) {
        const bool is_wanted = key.kind == kind && key.tenant == tenant && key.name > after;
        if (is_wanted) found.push_back({key, row.version, row.key_id, row.summary});
      }
    }
    std::ranges::sort(found, {}, [](const ScannedRow& row) -> const std::string& { return row.row.name; });
    if (found.size() > limit) found.erase(found.begin() + static_cast<std::ptrdiff_t>(limit), found.end());
    return found;
  });
}

Result<std::vector<JournalRow>> MemoryStore::journal(const TenantId& tenant, const AccountId& account,
                                                     std::uint64_t from_version, std::size_t limit) {
  return at_the_door([&]() -> Result<std::vector<JournalRow>> {
    const RowKey key = account_key(tenant, account);
    MemoryShard& shard = rows_.shard(key);
    const std::lock_guard lock(shard.mutex);
    std::vector<JournalRow> page;
    const auto found = shard.accounts.find(key);
    if (found == shard.accounts.end()) return page;
    for (const JournalRow& row : found->second.journal) {
      if (page.size() == limit) break;
      if (row.version >= from_version) page.push_back(row);
    }
    return page;
  });
}

Result<void> MemoryStore::prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  return at_the_door([&]() -> Result<void> {
    const RowKey key = account_key(tenant, account);
    MemoryShard& shard = rows_.shard(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.accounts.find(key);
    if (found == shard.accounts.end()) return {};
    const std::uint64_t first_kept = std::min(version, found->second.journal_version());
    std::erase_if(found->second.journal, [&](const JournalRow& row) { return row.version < first_kept; });
    return {};
  });
}

Result<void> MemoryStore::erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  return at_the_door([&]() -> Result<void> {
    const RowKey key = account_key(tenant, account);
    MemoryShard& shard = rows_.shard(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.accounts.find(key);
    if (found == shard.accounts.end()) return {};
    for (JournalRow& row : found->second.journal) {
      if (row.version <= version) row.bodies.reset();
    }
    return {};
  });
}

Result<std::size_t> MemoryStore::sweep(Timestamp now, std::size_t limit) {
  return at_the_door([&]() -> Result<std::size_t> {
    std::size_t removed = 0;
    for (MemoryShard& shard : rows_.shards()) {
      const std::lock_guard lock(shard.mutex);
      for (auto row = shard.expiring.begin(); row != shard.expiring.end() && removed < limit;) {
        const bool is_over = row->second.expires && *row->second.expires <= now;
        row = is_over ? shard.expiring.erase(row) : std::next(row);
        removed += is_over ? 1 : 0;
      }
    }
    return removed;
  });
}

}  // namespace

std::shared_ptr<Store> memory_store() {
  return std::make_shared<MemoryStore>();
}

}  // namespace counterfoil
