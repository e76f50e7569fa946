#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store/raw_sqlite.hpp"
#include "store/sqlite_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

unsigned mode_of(const std::string& path) {
  struct ::stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

}  // namespace

TEST_CASE("[I136] a SQLite store that syncs less than FULL is refused") {
  SqliteFixture f;
  for (const auto synchronous : {SqliteSynchronous::off, SqliteSynchronous::normal}) {
    f.options.synchronous = synchronous;
    CHECK(f.refusal().code == errc::not_allowed);
    CHECK_FALSE(std::filesystem::exists(f.options.path));
  }
  for (const auto synchronous : {SqliteSynchronous::full, SqliteSynchronous::extra}) {
    f.options.synchronous = synchronous;
    CHECK(open_sqlite_store(f.options).has_value());
  }
}

TEST_CASE("options out of range are refused") {
  SqliteFixture f;
  const SqliteOptions good = f.options;
  const auto refused_with = [&](auto&& change) {
    f.options = good;
    change(f.options);
    CHECK(f.refusal().code == errc::invalid_argument);
  };
  refused_with([](SqliteOptions& options) { options.path.clear(); });
  refused_with([](SqliteOptions& options) { options.path = ":memory:"; });
  refused_with([](SqliteOptions& options) { options.path += std::string("\0x", 2); });
  refused_with([](SqliteOptions& options) { options.busy_timeout = Duration(0); });
  refused_with([](SqliteOptions& options) { options.busy_timeout = std::chrono::hours(2); });
  refused_with([](SqliteOptions& options) { options.readers = 0; });
  refused_with([](SqliteOptions& options) { options.readers = 1'001; });
  refused_with([](SqliteOptions& options) { options.checkpoint_pages = 0; });
  refused_with([](SqliteOptions& options) { options.checkpoint_pages = 1'000'001; });
}

TEST_CASE("a database in a directory that does not exist is refused") {
  SqliteFixture f;
  f.options.path = f.directory / "nowhere/store.db";
  CHECK(f.refusal().code == errc::store_failed);
  f.options.path = f.directory.path().string();
  CHECK(f.refusal().code == errc::store_failed);
}

TEST_CASE("an unknown VFS is refused") {
  SqliteFixture f;
  f.options.vfs = "no such VFS";
  CHECK(f.refusal().code == errc::store_failed);
}

TEST_CASE("all files are for their owner only") {
  SqliteFixture f;
  const mode_t old = ::umask(0);
  const auto store = f.open();
  CHECK(store->commit(account_change("ann", 0, "text", 1)).has_value());
  CHECK(store->back_up(f.directory / "copy.db").has_value());
  ::umask(old);
  for (const char* name : {"store.db", "store.db-wal", "store.db-shm", "store.db-queue", "copy.db"}) {
    CHECK(mode_of(f.directory / name) == 0600);
  }
}

TEST_CASE("a path that looks like a URI is a path") {
  SqliteFixture f;
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(f.directory.path());
  f.options.path = "file:x?mode=memory";
  CHECK(open_sqlite_store(f.options).has_value());
  std::filesystem::current_path(here);
  CHECK(std::filesystem::exists(f.directory / "file:x?mode=memory"));
}

TEST_CASE("the database of another application is refused and not touched") {
  SqliteFixture f;
  {
    RawSqlite other(f.options.path);
    SECTION("marked as such") {
      other.execute("PRAGMA application_id = 42");
    }
    SECTION("with tables and no mark") {
      other.execute("CREATE TABLE notes (text)");
    }
    SECTION("with a version and no mark") {
      other.execute("PRAGMA user_version = 1");
    }
  }
  CHECK(f.refusal().code == errc::store_failed);
  RawSqlite other(f.options.path);
  CHECK(other.text("PRAGMA journal_mode") == "delete");
  CHECK(other.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'rows'") == 0);
}

TEST_CASE("a file that is no database is refused") {
  SqliteFixture f;
  std::ofstream(f.options.path) << std::string(8192, 'x');
  CHECK(f.refusal().code == errc::store_failed);
}

TEST_CASE("an empty file becomes a database") {
  SqliteFixture f;
  std::ofstream(f.options.path).flush();
  CHECK(open_sqlite_store(f.options).has_value());
}

TEST_CASE("the settings of the database are those that were promised") {
  SqliteFixture f;
  const auto store = f.open();
  RawSqlite raw(f.options.path);
  CHECK(raw.text("PRAGMA journal_mode") == "wal");
  CHECK(raw.integer("PRAGMA application_id") == 0x43464F4C);
  CHECK(raw.integer("PRAGMA user_version") == 1);
}

TEST_CASE("[K159] a forked child may not use the parent's store, and does it no harm") {
  SqliteFixture f;
  auto store = f.open();
  const auto subscription = store->on_change([] {});
  CHECK(store->commit(account_change("ann", 0, "parent", 1)).has_value());
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const bool is_refused = !store->load(account_row("ann")) &&
                            !store->find({LookupKind::username, tenant(), bytes("x")}) &&
                            !store->commit(account_change("ann", 1, "child", 2)) &&
                            !store->on_change([] {}) && !store->claim(message_time, 1, Duration(1)) &&
                            !store->sweep(message_time, 1) && !store->back_up(f.directory / "copy.db");
    store.reset();
    ::_exit(is_refused ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(store->commit(account_change("ann", 1, "parent", 3)).value() == CommitOutcome::committed);
  CHECK(f.open()->load(account_row("ann")).value().version == 2);
}
