#include "session/session_store.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <ctime>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace portal {
namespace {

constexpr int life_seconds = 24 * 60 * 60;
constexpr int busy_milliseconds = 5000;

constexpr const char* schema = R"(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS browser_session (id TEXT PRIMARY KEY, expires INTEGER NOT NULL, session TEXT NOT NULL)
    WITHOUT ROWID, STRICT;
  CREATE INDEX IF NOT EXISTS browser_session_expires ON browser_session (expires);
)";

[[noreturn]] void fail(sqlite3* database) {
  throw std::runtime_error(std::string("browser sessions: ") + sqlite3_errmsg(database));
}

/// One statement with its parameters, run once.
class Statement {
 public:
  Statement(sqlite3* database, const char* sql) : database_(database) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) fail(database);
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  Statement& bind(int at, const std::string& text) {
    if (sqlite3_bind_text(statement_, at, text.c_str(), static_cast<int>(text.size()), SQLITE_TRANSIENT) !=
        SQLITE_OK)
      fail(database_);
    return *this;
  }
  Statement& bind(int at, std::int64_t number) {
    if (sqlite3_bind_int64(statement_, at, number) != SQLITE_OK) fail(database_);
    return *this;
  }
  /// The first column of the first row, if there is a row.
  std::optional<std::string> run() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_DONE) return std::nullopt;
    if (result != SQLITE_ROW) fail(database_);
    return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement_, 0)),
                       static_cast<std::size_t>(sqlite3_column_bytes(statement_, 0)));
  }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

std::int64_t now() {
  return std::time(nullptr);
}

std::string to_text(const BrowserSession& session) {
  return nlohmann::json{{"state", static_cast<int>(session.state)},
                        {"username", session.username},
                        {"realm", session.realm},
                        {"assurance", session.assurance},
                        {"ticket", session.ticket},
                        {"reset_grant", session.reset_grant}}
      .dump();
}

BrowserSession from_text(const std::string& text) {
  const auto json = nlohmann::json::parse(text);
  BrowserSession session;
  session.state = static_cast<SessionState>(json.at("state").get<int>());
  json.at("username").get_to(session.username);
  json.at("realm").get_to(session.realm);
  json.at("assurance").get_to(session.assurance);
  json.at("ticket").get_to(session.ticket);
  json.at("reset_grant").get_to(session.reset_grant);
  return session;
}

}  // namespace

void SessionStore::Close::operator()(sqlite3* database) const {
  sqlite3_close(database);
}

SessionStore::SessionStore(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot open " + path);
  ::close(file);
  sqlite3* opened = nullptr;
  const int result =
      sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(opened);
  if (result != SQLITE_OK) fail(opened);
  sqlite3_busy_timeout(opened, busy_milliseconds);
  run(schema);
}

void SessionStore::run(const char* sql) {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(database_.get());
}

std::optional<BrowserSession> SessionStore::find(const std::string& row_id) {
  const std::lock_guard lock(mutex_);
  const auto text =
      Statement(database_.get(), "SELECT session FROM browser_session WHERE id = ? AND expires > ?")
          .bind(1, row_id)
          .bind(2, now())
          .run();
  if (!text) return std::nullopt;
  return from_text(*text);
}

void SessionStore::put(const std::string& row_id, const BrowserSession& session) {
  const std::lock_guard lock(mutex_);
  Statement(database_.get(), "DELETE FROM browser_session WHERE expires <= ?").bind(1, now()).run();
  Statement(database_.get(), "INSERT OR REPLACE INTO browser_session VALUES (?, ?, ?)")
      .bind(1, row_id)
      .bind(2, now() + life_seconds)
      .bind(3, to_text(session))
      .run();
}

void SessionStore::remove(const std::string& row_id) {
  const std::lock_guard lock(mutex_);
  Statement(database_.get(), "DELETE FROM browser_session WHERE id = ?").bind(1, row_id).run();
}

}  // namespace portal
