#pragma once

#include "counterfoil/provider/store.hpp"
#include "store/sqlite_writer.hpp"

namespace counterfoil {

/// The compare-and-set of Store::commit(). The change has been checked.
class SqliteCommit final : public SqliteWriteJob {
 public:
  explicit SqliteCommit(const Change& change) : change_(change) {}

  void write(SqliteWriteStatements& statements) override;

  /// Valid when the job is done.
  const Result<CommitOutcome>& outcome() const noexcept { return outcome_; }

 private:
  Result<CommitOutcome> write_account(SqliteWriteStatements& sql) const;
  Result<CommitOutcome> write_expiring(SqliteWriteStatements& sql) const;
  Result<CommitOutcome> resolve(SqliteWriteStatements& sql) const;
  bool is_key_taken(SqliteWriteStatements& sql) const;
  bool is_message_known(SqliteWriteStatements& sql) const;
  void write_account_parts(SqliteWriteStatements& sql) const;

  const Change& change_;
  Result<CommitOutcome> outcome_ = CommitOutcome::conflict;
};

}  // namespace counterfoil
