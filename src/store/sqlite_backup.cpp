#include "store/sqlite_backup.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include "store/database_file.hpp"
#include "store/sqlite_connection.hpp"
#include "store/sqlite_failure.hpp"

namespace counterfoil {

namespace {

// Removes the unfinished copy, whatever becomes of it.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(std::string path) : path_(std::move(path)) {
    ::unlink(path_.c_str());
    make_private_file(path_);
  }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
  ~UnfinishedFile() { ::unlink(path_.c_str()); }

 private:
  std::string path_;
};

// In one step, so that the copy is of one moment; in a write-ahead log that holds up nobody.
void copy(SqliteConnection& from, SqliteConnection& to) {
  sqlite3_backup* backup = ::sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) throw SqliteFailure(::sqlite3_extended_errcode(to.handle()), "back up");
  const int stepped = ::sqlite3_backup_step(backup, -1);
  const int finished = ::sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE) throw SqliteFailure(stepped, "back up");
  require_ok(finished, "back up");
}

}  // namespace

void back_up_sqlite(const SqliteOptions& options, const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) {
    throw StoreFailure({errc::already_exists, "back_up.path: a file that does not exist is expected"});
  }
  SqliteOptions copy_options = options;
  copy_options.path = path + "-unfinished";
  const UnfinishedFile unfinished(copy_options.path);
  {
    SqliteConnection from(options);
    SqliteConnection to(copy_options);
    copy(from, to);
  }
  if (!publish_file(copy_options.path, path)) {
    throw StoreFailure({errc::already_exists, "back_up.path: a file that does not exist is expected"});
  }
}

}  // namespace counterfoil
