#include "store/sqlite_schema.hpp"

#include <array>

#include "store/database_file.hpp"
#include "store/raw_sqlite.hpp"
#include "store/sqlite_fixture.hpp"
#include "store/store_failure.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

constexpr SqliteMigration one{1, "CREATE TABLE things (name TEXT)"};
constexpr SqliteMigration two{2, "ALTER TABLE things ADD COLUMN size INTEGER"};
constexpr SqliteMigration broken{2, "CREATE TABLE more (x); CREATE TABLE things (name TEXT)"};

struct EmptyFile : SqliteFixture {
  EmptyFile() { make_private_file(options.path); }
  SqliteConnection connection() const { return SqliteConnection(options); }
};

errc code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const StoreFailure& failure) {
    return failure.error().code;
  }
  return errc{};
}

}  // namespace

TEST_CASE("an older schema is brought to the newest, step by step, with its data") {
  EmptyFile f;
  auto connection = f.connection();
  migrate(connection, std::array{one});
  connection.execute("INSERT INTO things VALUES ('kept')");
  migrate(connection, std::array{one, two});
  CHECK(connection.integer("PRAGMA user_version") == 2);
  CHECK(connection.text("SELECT name FROM things WHERE size IS NULL") == "kept");
  migrate(connection, std::array{one, two});
  CHECK(connection.integer("SELECT count(*) FROM things") == 1);
}

TEST_CASE("a migration that fails leaves the schema before it") {
  EmptyFile f;
  auto connection = f.connection();
  migrate(connection, std::array{one});
  CHECK(code_of([&] { migrate(connection, std::array{one, broken}); }) == errc::store_failed);
  CHECK(connection.integer("PRAGMA user_version") == 1);
  CHECK(connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'more'") == 0);
  migrate(connection, std::array{one, two});
  CHECK(connection.integer("PRAGMA user_version") == 2);
}

TEST_CASE("every shipped migration has the next version") {
  int version = 0;
  for (const SqliteMigration& migration : sqlite_migrations()) CHECK(migration.version == ++version);
}

TEST_CASE("[I134] a database with a newer schema is refused and not touched") {
  SqliteFixture f;
  f.open();
  RawSqlite(f.options.path).execute("PRAGMA user_version = 99");
  CHECK(f.refusal().code == errc::schema_too_new);
  CHECK(RawSqlite(f.options.path).integer("PRAGMA user_version") == 99);
}

TEST_CASE("[I134] a schema that becomes newer while the store is open is noticed by every operation") {
  SqliteFixture f;
  const auto store = f.open();
  REQUIRE(store->commit(account_change("ann", 0, "text", 1)).has_value());
  REQUIRE(store->load(account_row("ann")).has_value());
  RawSqlite newer(f.options.path);
  newer.execute("BEGIN; ALTER TABLE rows ADD COLUMN more TEXT; PRAGMA user_version = 99; COMMIT");
  CHECK(store->load(account_row("ann")).error().code == errc::schema_too_new);
  CHECK(store->commit(account_change("ann", 1, "text", 2)).error().code == errc::schema_too_new);
  CHECK(store->commit(guard_change("g", 0, "text")).error().code == errc::schema_too_new);
  CHECK(store->find({LookupKind::username, tenant(), bytes("x")}).error().code == errc::schema_too_new);
  CHECK(store->claim(message_time, 1, Duration(1)).error().code == errc::schema_too_new);
  CHECK(newer.integer("SELECT version FROM rows WHERE name = 'ann'") == 1);
  CHECK(newer.integer("SELECT count(*) FROM rows WHERE name = 'g'") == 0);
}

TEST_CASE("a schema changed to one that is known is used on") {
  SqliteFixture f;
  const auto store = f.open();
  REQUIRE(store->load(account_row("ann")).has_value());
  RawSqlite(f.options.path).execute("ANALYZE; VACUUM");
  CHECK(store->load(account_row("ann")).has_value());
  CHECK(store->commit(account_change("ann", 0, "text", 1)).value() == CommitOutcome::committed);
}
