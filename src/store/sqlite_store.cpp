#include "counterfoil/store/sqlite_store.hpp"

#include <sqlite3.h>

#include <filesystem>

#include "store/database_file.hpp"
#include "store/process_queue.hpp"
#include "store/sqlite_failure.hpp"
#include "store/sqlite_file_store.hpp"
#include "store/sqlite_schema.hpp"

namespace counterfoil {

namespace {

void check_options(const SqliteOptions& options) {
  const auto require = [](bool holds, errc code, const char* message) {
    if (!holds) throw StoreFailure({code, message});
  };
  require(!options.path.empty() && options.path.find('\0') == std::string::npos && options.path != ":memory:",
          errc::invalid_argument, "options.path: the path of a file is expected");
  require(options.busy_timeout >= Duration(1) && options.busy_timeout <= std::chrono::hours(1),
          errc::invalid_argument, "options.busy_timeout: 1 ms to 1 h are expected");
  require(options.readers >= 1 && options.readers <= 1'000, errc::invalid_argument,
          "options.readers: 1 to 1,000 are expected");
  require(options.checkpoint_pages >= 1 && options.checkpoint_pages <= 1'000'000, errc::invalid_argument,
          "options.checkpoint_pages: 1 to 1,000,000 are expected");
  require(options.synchronous >= SqliteSynchronous::full, errc::not_allowed,
          "options.synchronous: full or extra is expected, since less loses acknowledged commits");
  require(::sqlite3_threadsafe() != 0, errc::store_failed,
          "sqlite: the library was built without thread safety");
}

// One process at a time: making the file a write-ahead-log database does not wait for others by itself.
void prepare(const SqliteOptions& options) {
  make_private_file(options.path);
  ProcessQueue processes(options.path + "-queue");
  const auto turn = processes.wait(options.busy_timeout);
  SqliteConnection connection(options);
  migrate(connection);
  if (options.check_pages && connection.text("PRAGMA quick_check(1)") != "ok") {
    throw StoreFailure({errc::store_failed, "sqlite: the database is damaged"});
  }
}

}  // namespace

Result<std::shared_ptr<SqliteStore>> open_sqlite_store(const SqliteOptions& options) {
  return at_the_door([&]() -> Result<std::shared_ptr<SqliteStore>> {
    check_options(options);
    SqliteOptions absolute = options;
    absolute.path = std::filesystem::absolute(options.path).string();
    prepare(absolute);
    return std::shared_ptr<SqliteStore>(std::make_shared<SqliteFileStore>(absolute));
  });
}

}  // namespace counterfoil
