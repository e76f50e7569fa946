#include "durability/story_record.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "durability/disk.hpp"
#include "durability/story.hpp"
#include "store/raw_sqlite.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

namespace counterfoil::testing {

namespace {

/// A disk whose syncs are taken for done: what is checked here is not whether they are.
class UnsyncedDisk final : public Disk {
 public:
  int call(const DiskCall& call, const PassOn& pass_on) override {
    return call.kind == DiskCall::Kind::sync ? SQLITE_OK : pass_on(call);
  }
};

std::string table_text(RawSqlite& raw, const std::string& table) {
  const std::string columns = raw.text(
      "SELECT group_concat('quote(' || name || ')', ' || '','' || ') "
      "FROM pragma_table_info('" +
      table + "')");
  return raw.text("SELECT group_concat(line, char(10)) FROM (SELECT " + columns + " AS line FROM " + table +
                  " ORDER BY line)");
}

StoryRecord tell_story() {
  const TemporaryDirectory directory;
  const std::string folder = directory.path().string();
  Installation::make_keys(folder);
  StoryRecord record;
  record.databases.emplace_back();
  Story::Options options;
  options.stored = [&] { record.databases.push_back(database_text(Installation::database_in(folder))); };
  Story story(folder, options);
  for (std::size_t index = 0; index < Story::operations().size(); ++index) {
    const auto done = story.run(index);
    INFO(Story::operations()[index].name << (done ? "" : ": " + done.error().message));
    REQUIRE(done);
    record.stored_after.push_back(record.databases.size() - 1);
  }
  record.recovery_code = story.recovery_code().value();
  return record;
}

std::size_t index_of(const std::string& name) {
  const auto& all = Story::operations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  REQUIRE(found != all.end());
  return static_cast<std::size_t>(found - all.begin());
}

/// The codes of `stored` things are spent, the code of what comes next is not.
void check_codes(const Installation& installation, std::size_t stored) {
  const StoryRecord& record = story_record();
  const auto& all = Story::operations();
  std::optional<std::size_t> spent;
  for (std::size_t index = 0; index < all.size(); ++index) {
    if (all[index].types_code && record.stored_after[index] <= stored) spent = index;
  }
  if (spent) {
    installation.clock->set(Story::time_of(*spent));
    const auto again = installation.sign_in_by_code("ada");
    INFO("the code of '" << all[*spent].name << "' is typed again");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == errc::code_replayed);
  }
  installation.clock->set(Story::time_of(all.size()));
  CHECK(installation.sign_in_by_code("ada"));
}

void check_recovery_code(const Installation& installation, std::size_t stored) {
  const StoryRecord& record = story_record();
  if (stored < record.stored_after[index_of("make recovery codes")]) return;
  const bool is_spent = stored >= record.stored_after[index_of("redeem a recovery code")];
  const auto waiting = installation.second_step("ada");
  REQUIRE(waiting);
  CHECK(installation.answer(*waiting, RecoveryCodeProof{record.recovery_code}).has_value() == !is_spent);
}

}  // namespace

std::string database_text(const std::string& path) {
  RawSqlite raw(path);
  if (raw.integer("SELECT count(*) FROM sqlite_schema") == 0) return {};
  std::string text;
  for (const char* table : {"rows", "journal", "lookups", "outbox"}) {
    const std::string lines = table_text(raw, table);
    if (!lines.empty()) text += std::string(table) + ":\n" + lines + '\n';
  }
  return text;
}

const StoryRecord& story_record() {
  static const StoryRecord record = tell_story();
  return record;
}

std::size_t check_remains(const std::string& folder, std::size_t acknowledged) {
  const StoryRecord& record = story_record();
  const std::string path = Installation::database_in(folder);
  std::size_t stored = 0;
  if (std::filesystem::exists(path)) {
    CHECK(RawSqlite(path).text("PRAGMA integrity_check") == "ok");
    const auto& all = record.databases;
    const auto found = std::find(all.rbegin(), all.rend(), database_text(path));
    REQUIRE(found != all.rend());
    stored = static_cast<std::size_t>(all.rend() - found) - 1;
  }
  CHECK(stored >= acknowledged);
  UnsyncedDisk disk;
  const DiskVfs vfs("unsynced", disk);
  InstallationOptions options;
  options.vfs = vfs.name();
  const Installation installation(folder, options);
  for (const char* name : {"ada", "bob"}) {
    const AccountId account = AccountId::parse(name).value();
    const auto verified = installation.accounts().verify_events(installation.tenant, account);
    if (verified) {
      CHECK(verified->fault == "");
    } else {
      CHECK(verified.error().code == errc::not_found);
    }
  }
  if (stored < record.stored_after[index_of("create")]) {
    installation.clock->set(Story::time_of(0));
    REQUIRE(installation.create("ada"));
  }
  check_codes(installation, stored);
  check_recovery_code(installation, stored);
  return stored;
}

}  // namespace counterfoil::testing
