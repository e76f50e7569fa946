#include "store/sqlite_commit.hpp"

#include <algorithm>

namespace counterfoil {

namespace {

int number_of(RowKind kind) {
  return static_cast<int>(kind);
}

int number_of(LookupKind kind) {
  return static_cast<int>(kind);
}

struct Head {
  std::int64_t id = 0;
  std::uint64_t version = 0;
};

Head find_head(SqliteWriteStatements& sql, const RowKey& key) {
  auto rows = sql.find_row.run(number_of(key.kind), key.tenant, key.name);
  return rows.next() ? Head{rows.integer(0), rows.number(1)} : Head{};
}

std::uint64_t journal_version(SqliteStatement& first_or_last, const RowKey& key) {
  auto rows = first_or_last.run(key.tenant, key.name);
  return rows.next() ? rows.number(0) : 0;
}

}  // namespace

void SqliteCommit::write(SqliteWriteStatements& statements) {
  outcome_ = change_.row.kind == RowKind::account ? write_account(statements) : write_expiring(statements);
}

Result<CommitOutcome> SqliteCommit::write_account(SqliteWriteStatements& sql) const {
  const Head head = find_head(sql, change_.row);
  const std::uint64_t expected = change_.expected_version;
  if (head.version != expected || journal_version(sql.last_journal, change_.row) != expected)
    return resolve(sql);
  if (is_key_taken(sql)) return CommitOutcome::key_taken;
  if (is_message_known(sql)) {
    return Error(errc::invalid_argument, "message.id: an id never used before is expected");
  }
  if (expected == 0) {
    sql.add_account.execute(number_of(change_.row.kind), change_.row.tenant, change_.row.name, expected + 1,
                            change_.key_id, change_.summary, change_.bytes);
  } else {
    sql.change_account.execute(head.id, expected + 1, change_.key_id, change_.summary, change_.bytes);
  }
  write_account_parts(sql);
  return CommitOutcome::committed;
}

Result<CommitOutcome> SqliteCommit::write_expiring(SqliteWriteStatements& sql) const {
  const Head head = find_head(sql, change_.row);
  const std::uint64_t expected = change_.expected_version;
  if (head.version != expected) return CommitOutcome::conflict;
  if (expected == 0) {
    sql.add_expiring.execute(number_of(change_.row.kind), change_.row.tenant, change_.row.name, expected + 1,
                             change_.key_id, *change_.expires, change_.bytes);
  } else {
    sql.change_expiring.execute(head.id, expected + 1, change_.key_id, *change_.expires, change_.bytes);
  }
  return CommitOutcome::committed;
}

// What a change becomes whose expected version is not (or no longer) there.
Result<CommitOutcome> SqliteCommit::resolve(SqliteWriteStatements& sql) const {
  const std::uint64_t version = change_.expected_version + 1;
  {
    auto rows = sql.find_commit.run(change_.row.tenant, change_.row.name, version);
    if (rows.next()) {
      const bool is_own = rows.id<RandomId<CommitTag>>(0) == change_.commit_id;
      return is_own ? CommitOutcome::committed : CommitOutcome::conflict;
    }
  }
  if (version < journal_version(sql.first_journal, change_.row)) {
    return Error(errc::outcome_unknown, "commit: the journal row that would tell has been pruned");
  }
  return CommitOutcome::conflict;
}

bool SqliteCommit::is_key_taken(SqliteWriteStatements& sql) const {
  return std::ranges::any_of(change_.add_lookups, [&](const LookupKey& key) {
    auto rows = sql.find_owner.run(number_of(key.kind), key.tenant, key.value);
    return rows.next() && rows.text(0) != change_.row.name;
  });
}

bool SqliteCommit::is_message_known(SqliteWriteStatements& sql) const {
  const auto& messages = change_.messages;
  for (auto message = messages.begin(); message != messages.end(); ++message) {
    const bool is_double = std::any_of(messages.begin(), message,
                                       [&](const OutboxRow& other) { return other.id == message->id; });
    if (is_double || sql.find_message.run(message->id).next()) return true;
  }
  return false;
}

void SqliteCommit::write_account_parts(SqliteWriteStatements& sql) const {
  sql.add_journal.execute(change_.row.tenant, change_.row.name, change_.expected_version + 1,
                          change_.commit_id, change_.event_headers, change_.event_bodies);
  for (const LookupKey& key : change_.remove_lookups) {
    sql.remove_lookup.execute(number_of(key.kind), key.tenant, key.value, change_.row.name);
  }
  for (const LookupKey& key : change_.add_lookups) {
    sql.add_lookup.execute(number_of(key.kind), key.tenant, key.value, change_.row.name);
  }
  for (const OutboxRow& message : change_.messages) {
    sql.add_message.execute(message.id, message.tenant, message.channel, message.not_before,
                            message.not_after, message.key_id, message.sealed);
  }
}

}  // namespace counterfoil
