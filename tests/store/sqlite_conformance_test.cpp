#include "counterfoil/store/sqlite_store.hpp"
#include "store/conformance.hpp"
#include "support/temporary_directory.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

OpenStore one_file() {
  auto directory = std::make_shared<TemporaryDirectory>();
  return [directory] {
    SqliteOptions options;
    options.path = *directory / "store.db";
    options.busy_timeout = std::chrono::seconds(60);  // a loaded machine is no failure
    return open_sqlite_store(options).value();
  };
}

}  // namespace

TEST_CASE("[C34][I124][I125] the SQLite store keeps the contract of stores") {
  run_conformance(false, one_file);
}

TEST_CASE("[I125] the SQLite store keeps the contract of stores under races", "[race]") {
  run_conformance(true, one_file);
}
