#pragma once

#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "counterfoil/provider/store.hpp"

namespace counterfoil::benchmarks {

/// A program with SQLite and nothing else, which writes into the store's tables what a change writes: the row, its
/// journal row, its messages. Statements are prepared once; everything but the write-ahead log and its syncs is as
/// SQLite has it.
class BareSqlite {
 public:
  BareSqlite(const std::string& path, const Change& change) : change_(change) {
    sqlite3* opened = nullptr;
    require(::sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
    connection_.reset(opened);
    require(::sqlite3_exec(opened, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", nullptr, nullptr,
                           nullptr));
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
    insert_ = prepare(
        "INSERT INTO rows (kind, tenant, name, version, key_id, summary, bytes) VALUES (1, ?1, ?2, 1, ?3, "
        "?4, ?5)");
    update_ = prepare(
        "UPDATE rows SET version = version + 1, key_id = ?3, summary = ?4, bytes = ?5 "
        "WHERE kind = 1 AND tenant = ?1 AND name = ?2");
    journal_ = prepare(
        "INSERT INTO journal (tenant, account, version, commit_id, headers, bodies) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6)");
    message_ = prepare(
        "INSERT INTO outbox (message_id, tenant, channel, not_before, not_after, key_id, sealed, due, "
        "attempts, lease) "
        "VALUES (randomblob(16), ?1, ?2, 0, 0, ?3, ?4, 0, 0, 0)");
  }

  void begin() { run(begin_); }
  void commit() { run(commit_); }

  void create(const std::string& name) {
    bind_row(insert_, name);
    run(insert_);
  }

  void change(const std::string& name) {
    bind_row(update_, name);
    run(update_);
    bind(journal_, 1, change_.row.tenant.text());
    bind(journal_, 2, name);
    require(::sqlite3_bind_int64(journal_.get(), 3, ++version_));
    bind(journal_, 4, change_.commit_id.bytes());
    bind(journal_, 5, change_.event_headers);
    bind(journal_, 6, change_.event_bodies);
    run(journal_);
    for (const OutboxRow& message : change_.messages) {
      bind(message_, 1, message.tenant.text());
      bind(message_, 2, message.channel);
      bind(message_, 3, message.key_id);
      bind(message_, 4, message.sealed);
      run(message_);
    }
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { ::sqlite3_finalize(statement); }
  };
  struct Close {
    void operator()(sqlite3* connection) const noexcept { ::sqlite3_close_v2(connection); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  void require(int code) const {
    if (code != SQLITE_OK) throw std::runtime_error(::sqlite3_errstr(code));
  }

  Statement prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    require(::sqlite3_prepare_v3(connection_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return Statement(statement);
  }

  void run(const Statement& statement) const {
    const int code = ::sqlite3_step(statement.get());
    ::sqlite3_reset(statement.get());
    require(code == SQLITE_DONE ? SQLITE_OK : code);
  }

  // What is bound lives until the statement has run.
  void bind(const Statement& statement, int index, const std::string& text) const {
    require(::sqlite3_bind_text(statement.get(), index, text.data(), static_cast<int>(text.size()),
                                SQLITE_STATIC));
  }
  void bind(const Statement& statement, int index, ByteView bytes) const {
    require(::sqlite3_bind_blob(statement.get(), index, bytes.data(), static_cast<int>(bytes.size()),
                                SQLITE_STATIC));
  }

  void bind_row(const Statement& statement, const std::string& name) const {
    bind(statement, 1, change_.row.tenant.text());
    bind(statement, 2, name);
    bind(statement, 3, change_.key_id);
    bind(statement, 4, change_.summary);
    bind(statement, 5, change_.bytes);
  }

  const Change change_;
  std::unique_ptr<sqlite3, Close> connection_;
  Statement begin_;
  Statement commit_;
  Statement insert_;
  Statement update_;
  Statement journal_;
  Statement message_;
  std::int64_t version_ = 0;
};

}  // namespace counterfoil::benchmarks
