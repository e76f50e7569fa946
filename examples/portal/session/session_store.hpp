#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "session/browser_session.hpp"

struct sqlite3;

namespace portal {

/// Browser sessions in an SQLite file, so that a restart keeps people signed in and several portals serve one file.
/// Thread-safe. Every function throws std::runtime_error when the file fails.
class SessionStore {
 public:
  /// Opens the file, and makes it, for its owner only, when it is not there.
  explicit SessionStore(const std::string& path);

  std::optional<BrowserSession> find(const std::string& row_id);
  /// Writes a session, which then lives 24 hours.
  void put(const std::string& row_id, const BrowserSession& session);
  void remove(const std::string& row_id);

 private:
  void run(const char* sql);

  struct Close {
    void operator()(sqlite3* database) const;
  };

  std::mutex mutex_;
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace portal
