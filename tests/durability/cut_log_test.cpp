// A write-ahead log that lost its end opens without a word at an older commit. Whoever remembers the newer one notices.

#include <filesystem>

#include "durability/installation.hpp"
#include "store/log_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const AccountId ada = AccountId::parse("ada").value();

/// What an operator keeps outside the database: one number for one account.
class NotedVersion final : public Witness {
 public:
  explicit NotedVersion(std::uint64_t version) : version_(version) {}

  Result<void> note(const TenantId&, const AccountId&, std::uint64_t) override { return {}; }
  Result<std::uint64_t> highest(const TenantId&, const AccountId&) override { return version_; }

 private:
  std::uint64_t version_;
};

class CountedAlarms final : public AlarmSink {
 public:
  void raise(AlarmKind kind, const TenantId&, const std::optional<AccountId>&, const std::string&) override {
    if (kind == AlarmKind::document_damaged) ++count;
  }

  int count = 0;
};

/// The files of an installation that runs, with the log cut within its last commit.
struct CutCopy {
  TemporaryDirectory directory;
  std::string folder = directory.path().string();

  explicit CutCopy(const std::string& original) {
    for (const char* name : {"store.db", "store.db-wal", "keys"}) {
      std::filesystem::copy_file(original + '/' + name, directory / name);
    }
    const std::string log = directory / "store.db-wal";
    std::filesystem::resize_file(log, end_of_log(log) - 1);
  }
};

std::uint64_t version_of_ada(const Installation& installation) {
  return installation.store().load({RowKind::account, installation.tenant, ada.text()}).value().version;
}

}  // namespace

TEST_CASE(
    "[I133] a log cut at an older commit is found by the process that saw the newer one, or by the witness") {
  const TemporaryDirectory directory;
  const std::string folder = directory.path().string();
  Installation::make_keys(folder);
  InstallationOptions options;
  options.witness = process_witness();
  const auto alarms = std::make_shared<CountedAlarms>();
  options.alarms = alarms;
  const Installation original(folder, options);
  REQUIRE(original.create("ada"));
  REQUIRE(original.accounts().set_privilege(original.tenant, ada, 1));
  REQUIRE(original.accounts().set_privilege(original.tenant, ada, 2));
  const std::uint64_t newest = version_of_ada(original);
  const CutCopy copy(folder);

  SECTION("by nobody else") {
    const Installation unaware(copy.folder);
    CHECK(version_of_ada(unaware) == newest - 1);
    CHECK(unaware.accounts().verify_events(unaware.tenant, ada).value().fault == "");
  }
  SECTION("by the process that saw the newer one") {
    const Installation same_process(copy.folder, options);
    CHECK(same_process.sign_in_by_code("ada").error().code == errc::document_damaged);
    CHECK(alarms->count > 0);
  }
  SECTION("by the witness of a new process") {
    options.witness = std::make_shared<NotedVersion>(newest);
    const Installation new_process(copy.folder, options);
    CHECK(new_process.sign_in_by_code("ada").error().code == errc::document_damaged);
    CHECK(alarms->count > 0);
  }
}
