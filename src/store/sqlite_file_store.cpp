#include "store/sqlite_file_store.hpp"

#include "store/change_rules.hpp"
#include "store/sqlite_backup.hpp"
#include "store/sqlite_commit.hpp"
#include "store/sqlite_failure.hpp"
#include "store/sqlite_outbox.hpp"

namespace counterfoil {

namespace {

// How often commits of other processes are looked for while somebody waits.
constexpr Duration watch_interval{100};

// A job that calls a function.
template <class Work>
class FunctionJob final : public SqliteWriteJob {
 public:
  explicit FunctionJob(Work work) : work_(std::move(work)) {}
  void write(SqliteWriteStatements& statements) override { work_(statements); }

 private:
  Work work_;
};

}  // namespace

SqliteFileStore::Parts::Parts(const SqliteOptions& options_in)
    : options(options_in),
      readers(options),
      checkpointer(options),
      watch(options),
      notifier({[this] { return watch.changed(); }, watch_interval}),
      writer(options, [this](int pages) {
        checkpointer.log_grew(pages);
        notifier.changed();
      }) {}

SqliteFileStore::SqliteFileStore(const SqliteOptions& options) : parts_(std::make_unique<Parts>(options)) {}

// A child that closed the connections would release locks and delete files that it does not hold.
SqliteFileStore::~SqliteFileStore() {
  if (guard_.is_other_process()) static_cast<void>(parts_.release());
}

SqliteFileStore::Parts& SqliteFileStore::parts() const {
  if (guard_.is_other_process()) {
    throw StoreFailure({errc::store_failed, "sqlite: the store was opened by another process"});
  }
  return *parts_;
}

template <class Work>
void SqliteFileStore::write(Work&& work) const {
  FunctionJob job(std::forward<Work>(work));
  parts().writer.run(job);
}

Result<Row> SqliteFileStore::load(const RowKey& key) {
  return at_the_door([&]() -> Result<Row> {
    required(check(key));
    return parts().readers.with([&](SqliteReader& reader) { return reader.load(key); });
  });
}

Result<CommitOutcome> SqliteFileStore::commit(const Change& change) {
  return at_the_door([&]() -> Result<CommitOutcome> {
    required(check(change));
    SqliteCommit job(change);
    parts().writer.run(job);
    return job.outcome();
  });
}

Result<std::optional<AccountId>> SqliteFileStore::find(const LookupKey& key) {
  return at_the_door([&]() -> Result<std::optional<AccountId>> {
    required(check(key));
    return parts().readers.with([&](SqliteReader& reader) { return reader.find(key); });
  });
}

Result<std::vector<ScannedRow>> SqliteFileStore::scan(RowKind kind, const TenantId& tenant,
                                                      const std::string& after, std::size_t limit) {
  return at_the_door([&]() -> Result<std::vector<ScannedRow>> {
    return parts().readers.with(
        [&](SqliteReader& reader) { return reader.scan(kind, tenant, after, limit); });
  });
}

Result<std::vector<JournalRow>> SqliteFileStore::journal(const TenantId& tenant, const AccountId& account,
                                                         std::uint64_t from_version, std::size_t limit) {
  return at_the_door([&]() -> Result<std::vector<JournalRow>> {
    return parts().readers.with(
        [&](SqliteReader& reader) { return reader.journal(tenant, account, from_version, limit); });
  });
}

Result<void> SqliteFileStore::prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  return at_the_door([&]() -> Result<void> {
    write([&](SqliteWriteStatements& sql) { sql.prune.execute(tenant, account, row_limit(version)); });
    return {};
  });
}

Result<void> SqliteFileStore::erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  return at_the_door([&]() -> Result<void> {
    write([&](SqliteWriteStatements& sql) { sql.erase.execute(tenant, account, row_limit(version)); });
    return {};
  });
}

Result<std::vector<ClaimedMessage>> SqliteFileStore::claim(Timestamp now, std::size_t limit, Duration lease) {
  return at_the_door([&]() -> Result<std::vector<ClaimedMessage>> {
    required(check_lease(lease));
    std::vector<ClaimedMessage> claimed;
    if (!parts().readers.with([&](SqliteReader& reader) { return reader.is_message_due(now); }))
      return claimed;
    write([&](SqliteWriteStatements& sql) { claimed = claim_messages(sql, now, limit, lease); });
    return claimed;
  });
}

Result<void> SqliteFileStore::settle(const std::vector<Settlement>& settlements) {
  return at_the_door([&]() -> Result<void> {
    if (settlements.empty()) return {};
    write([&](SqliteWriteStatements& sql) { settle_messages(sql, settlements); });
    return {};
  });
}

Result<std::size_t> SqliteFileStore::sweep(Timestamp now, std::size_t limit) {
  return at_the_door([&]() -> Result<std::size_t> {
    std::size_t removed = 0;
    if (!parts().readers.with([&](SqliteReader& reader) { return reader.is_row_expired(now); }))
      return removed;
    write([&](SqliteWriteStatements& sql) {
      removed = static_cast<std::size_t>(sql.sweep.execute(now, row_limit(limit)));
    });
    return removed;
  });
}

Result<std::unique_ptr<Subscription>> SqliteFileStore::on_change(std::function<void()> changed) {
  return at_the_door([&] { return parts().notifier.subscribe(std::move(changed)); });
}

Result<void> SqliteFileStore::back_up(const std::string& path) {
  return at_the_door([&]() -> Result<void> {
    back_up_sqlite(parts().options, path);
    return {};
  });
}

}  // namespace counterfoil
