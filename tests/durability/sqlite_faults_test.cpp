// What is the matter with a SQLite file or its disk: others that hold it, that it cannot be written, or is damaged.

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "durability/disk.hpp"
#include "store/raw_sqlite.hpp"
#include "store/sqlite_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// A disk that can be written or not.
class ReadOnlyDisk final : public Disk {
 public:
  bool can_be_opened_for_writing() const override { return can_be_written; }
  int call(const DiskCall& call, const PassOn& pass_on) override {
    const bool writes = call.kind == DiskCall::Kind::write || call.kind == DiskCall::Kind::truncate;
    return writes && !can_be_written ? SQLITE_IOERR_WRITE : pass_on(call);
  }

  std::atomic<bool> can_be_written{true};
};

/// A disk at which the next to read is held up until it is let go.
class SlowDisk final : public Disk {
 public:
  int call(const DiskCall& call, const PassOn& pass_on) override {
    if (call.kind == DiskCall::Kind::lock && holds_next_.exchange(false)) {
      held_.set_value();
      go_.get_future().wait();
    }
    return pass_on(call);
  }

  void hold_next() { holds_next_ = true; }
  void wait_until_held() { held_.get_future().wait(); }
  void let_go() { go_.set_value(); }

 private:
  std::atomic<bool> holds_next_{false};
  std::promise<void> held_;
  std::promise<void> go_;
};

constexpr std::size_t page_size = 4096;

void overwrite(const std::string& path, std::size_t offset, const std::string& bytes) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(offset));
  file << bytes;
}

std::string text_of(std::size_t number) {
  return std::string(1'000, static_cast<char>('a' + number % 26)) + std::to_string(number);
}

std::string name_of(std::size_t number) {
  return "account-" + std::to_string(number);
}

/// Accounts on many pages, all of them in the database file.
void fill(const SqliteFixture& f, std::size_t accounts) {
  const auto store = f.open();
  for (std::size_t i = 0; i < accounts; ++i) {
    REQUIRE(store->commit(account_change(name_of(i), 0, text_of(i), i + 1)).value() ==
            CommitOutcome::committed);
  }
}

}  // namespace

TEST_CASE("[I128] while somebody else writes, a commit waits for so long and no longer") {
  SqliteFixture f;
  f.options.busy_timeout = Duration(20);
  const auto store = f.open();
  const Change change = account_change("ann", 0, "text", 1);
  RawSqlite other(f.options.path);
  other.execute("BEGIN IMMEDIATE");
  CHECK(store->commit(change).error().code == errc::store_failed);
  CHECK(store->load(account_row("ann")).value().version == 0);
  other.execute("ROLLBACK");
  CHECK(store->commit(change).value() == CommitOutcome::committed);
}

TEST_CASE("[I131] a database that cannot be written is refused at opening") {
  SqliteFixture f;
  f.open();
  ReadOnlyDisk disk;
  const DiskVfs vfs("read-only", disk);
  f.options.vfs = vfs.name();
  disk.can_be_written = false;
  CHECK(f.refusal().code == errc::store_failed);
  disk.can_be_written = true;
  CHECK(open_sqlite_store(f.options).has_value());
}

TEST_CASE("[I131] a database that becomes read-only stores nothing and can still be read") {
  SqliteFixture f;
  ReadOnlyDisk disk;
  const DiskVfs vfs("read-only", disk);
  f.options.vfs = vfs.name();
  const auto store = f.open();
  REQUIRE(store->commit(account_change("ann", 0, "old", 1)).has_value());
  REQUIRE(store->load(account_row("ann")).has_value());
  disk.can_be_written = false;
  const Change change = account_change("ann", 1, "new", 2);
  CHECK(kind_of(store->commit(change).error().code) == ErrorKind::environment);
  CHECK(store->load(account_row("ann")).value().bytes == bytes("old"));
  disk.can_be_written = true;
  CHECK(store->commit(change).value() == CommitOutcome::committed);
  CHECK(store->load(account_row("ann")).value().bytes == bytes("new"));
}

TEST_CASE("[I133] a corrupt page is detected by the check at opening and by whoever meets it") {
  constexpr std::size_t accounts = 40;
  SqliteFixture f;
  fill(f, accounts);
  const std::size_t pages = std::filesystem::file_size(f.options.path) / page_size;
  REQUIRE(pages > 20);
  std::size_t refused = 0;
  for (std::size_t page = 1; page < pages; ++page) {
    INFO("page " << page + 1 << " of " << pages);
    SqliteFixture damaged;
    std::filesystem::copy_file(f.options.path, damaged.options.path);
    overwrite(damaged.options.path, page * page_size, std::string(page_size, '\x5A'));
    damaged.options.check_pages = true;
    CHECK(damaged.refusal().code == errc::store_failed);
    damaged.options.check_pages = false;
    const auto store = damaged.open();
    for (std::size_t i = 0; i < accounts; ++i) {
      const auto row = store->load(account_row(name_of(i)));
      if (!row) {
        CHECK(row.error().code == errc::store_failed);
        ++refused;
      } else if (row->version == row->journal_version) {
        CHECK(row->bytes == bytes(text_of(i)));
      }
    }
  }
  CHECK(refused > pages);
}

TEST_CASE("[I135] when all readers stay busy, who comes is turned away instead of hanging") {
  SqliteFixture f;
  SlowDisk disk;
  const DiskVfs vfs("slow", disk);
  f.options.vfs = vfs.name();
  f.options.readers = 1;
  f.options.busy_timeout = Duration(20);
  const auto store = f.open();
  REQUIRE(store->load(account_row("ann")).has_value());
  disk.hold_next();
  Result<Row> held = Error(errc::not_found, "");
  std::thread other([&] { held = store->load(account_row("ann")); });
  disk.wait_until_held();
  CHECK(store->load(account_row("ann")).error().code == errc::store_failed);
  disk.let_go();
  other.join();
  CHECK(held.has_value());
  CHECK(store->load(account_row("ann")).has_value());
}
