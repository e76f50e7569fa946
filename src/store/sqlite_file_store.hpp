#pragma once

#include <memory>

#include "counterfoil/store/sqlite_store.hpp"
#include "store/change_notifier.hpp"
#include "store/fork_guard.hpp"
#include "store/sqlite_checkpointer.hpp"
#include "store/sqlite_readers.hpp"
#include "store/sqlite_watch.hpp"
#include "store/sqlite_writer.hpp"

namespace counterfoil {

/// The store on a database that exists and has the newest schema.
class SqliteFileStore final : public SqliteStore {
 public:
  /// Throws StoreFailure.
  explicit SqliteFileStore(const SqliteOptions& options);
  ~SqliteFileStore() override;

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
  Result<void> back_up(const std::string& path) override;

 private:
  /// What must not be touched in a forked child.
  struct Parts {
    explicit Parts(const SqliteOptions& options_in);

    const SqliteOptions options;
    SqliteReaders readers;
    SqliteCheckpointer checkpointer;
    SqliteWatch watch;
    ChangeNotifier notifier;
    SqliteWriter writer;
  };

  Parts& parts() const;

  template <class Work>
  void write(Work&& work) const;

  ForkGuard guard_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace counterfoil
