#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "counterfoil/provider/store.hpp"

namespace counterfoil {

/// How far SQLite syncs (its PRAGMA synchronous), as an operator may have it in a configuration.
enum class SqliteSynchronous {
  off,     ///< Refused: may damage the database when power fails.
  normal,  ///< Refused: may lose acknowledged commits when power fails.
  full,    ///< Every commit is synced before it is acknowledged.
  extra,   ///< As full; also syncs the directory after a rollback journal is removed.
};

/// How open_sqlite_store() opens a database.
struct SqliteOptions {
  /// The database file; it is made, readable and writable by its owner only, when it does not exist. Beside it
  /// lie `path-wal` and `path-shm` of SQLite, and `path-queue`, in which processes line up to write.
  std::string path{};
  /// The longest wait for other writers, other processes, or a free reader: 1 ms to 1 h.
  Duration busy_timeout{2'000};
  /// Less than full is errc::not_allowed.
  SqliteSynchronous synchronous = SqliteSynchronous::full;
  /// Connections that read in parallel; 1 to 1,000. They are opened when they are needed.
  std::size_t readers = 8;
  /// Pages of 4 KiB in the write-ahead log at which a background thread copies them into the database; at four
  /// times as many it makes the writers wait until the log can start again. 1 to 1,000,000.
  std::uint32_t checkpoint_pages = 1'000;
  /// Reads the whole database at opening and refuses it when a page is damaged. Takes long when it is large.
  bool check_pages = false;
  /// A registered SQLite VFS; empty for SQLite's default.
  std::string vfs{};
};

/// A store in one SQLite file, on one machine, for one or several processes.
///
/// Write-ahead log and synchronous=FULL: an acknowledged commit survives a crash of the process, of the machine,
/// and a power failure, as far as the disk keeps what it says it has synced. Callers that commit at the same
/// time share one transaction and one sync. Processes line up on a side lock, so that none starves.
///
/// What it notices: a damaged page (the call that meets it fails), a schema made by a newer version. What it
/// cannot notice: a write-ahead log cut at an older commit, or a file replaced by an older copy; who remembers
/// a higher version does.
///
/// Thread safety: all functions may be called from several threads; several processes may have the same file
/// open. Not on a network file system. After fork() the child must not use a store that the parent opened:
/// every function gives errc::store_failed there, and the child opens its own.
class COUNTERFOIL_API SqliteStore : public Store {
 public:
  /// Copies the database as it is at one moment into a new file, while others read and write.
  ///
  /// The copy is complete and synced when it appears under its name, and can be opened as a store.
  /// @param path  a file that does not exist.
  /// @return errc::already_exists; errc::store_failed, and the file has not appeared.
  virtual Result<void> back_up(const std::string& path) = 0;
};

/// Opens or makes a database. Thread-safe.
///
/// @return errc::invalid_argument when an option is out of range; errc::not_allowed when `synchronous` is less
///         than full; errc::schema_too_new when a newer version made the database; errc::store_failed when it
///         cannot be opened or written, is damaged, or belongs to another application.
COUNTERFOIL_API Result<std::shared_ptr<SqliteStore>> open_sqlite_store(const SqliteOptions& options);

}  // namespace counterfoil
