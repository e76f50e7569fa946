// The room that the file of the write-ahead log has behind the log.

#include <filesystem>

#include "store/log_file.hpp"
#include "store/raw_sqlite.hpp"
#include "store/sqlite_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

std::string name_of(std::size_t number) {
  return "account-" + std::to_string(number);
}

void commit(SqliteStore& store, std::size_t number) {
  REQUIRE(store.commit(account_change(name_of(number), 0, "text", number + 1)).value() ==
          CommitOutcome::committed);
}

std::string log_of(const SqliteFixture& f) {
  return f.options.path + "-wal";
}

}  // namespace

TEST_CASE("few commits make the file of the log longer") {
  constexpr std::size_t commits = 200;
  SqliteFixture f;
  const auto store = f.open();
  std::size_t lengthened = 0;
  std::size_t size = 0;
  for (std::size_t i = 0; i < commits; ++i) {
    commit(*store, i);
    const std::size_t now = std::filesystem::file_size(log_of(f));
    if (now != size) ++lengthened;
    size = now;
  }
  CHECK(lengthened < commits / 10);
  CHECK(end_of_log(log_of(f)) < size);
}

TEST_CASE("a log with room behind it is recovered to its last commit") {
  SqliteFixture f;
  const auto store = f.open();
  SqliteFixture copy;
  for (std::size_t i = 0; i < 20; ++i) commit(*store, i);
  REQUIRE(end_of_log(log_of(f)) < std::filesystem::file_size(log_of(f)));
  std::filesystem::copy_file(f.options.path, copy.options.path);
  std::filesystem::copy_file(log_of(f), log_of(copy));
  const auto recovered = copy.open();
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(recovered->load(account_row(name_of(i))).value().version == 1);
  }
  commit(*recovered, 20);
}

TEST_CASE("room is made behind what others have written into the log") {
  constexpr std::size_t commits = 120;
  SqliteFixture f;
  const auto one = f.open();
  const auto other = f.open();
  for (std::size_t i = 0; i < commits; ++i) commit(i % 3 == 0 ? *one : *other, i);
  SqliteFixture copy;
  std::filesystem::copy_file(f.options.path, copy.options.path);
  std::filesystem::copy_file(log_of(f), log_of(copy));
  CHECK(RawSqlite(copy.options.path).text("PRAGMA integrity_check") == "ok");
  const auto recovered = copy.open();
  for (std::size_t i = 0; i < commits; ++i) {
    CHECK(recovered->load(account_row(name_of(i))).value().version == 1);
  }
}
