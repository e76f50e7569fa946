#pragma once

#include <memory>
#include <string>

#include "counterfoil/store/sqlite_store.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"
#include "support/temporary_directory.hpp"

namespace counterfoil::testing {

/// A place for one database, and the store on it.
struct SqliteFixture {
  TemporaryDirectory directory;
  SqliteOptions options = options_in(directory);

  static SqliteOptions options_in(const TemporaryDirectory& directory) {
    SqliteOptions options;
    options.path = directory / "store.db";
    options.busy_timeout = std::chrono::seconds(60);  // a loaded machine is no failure
    return options;
  }

  std::shared_ptr<SqliteStore> open() const { return open_sqlite_store(options).value(); }
  Error refusal() const {
    auto opened = open_sqlite_store(options);
    REQUIRE_FALSE(opened);
    return opened.error();
  }
};

}  // namespace counterfoil::testing
