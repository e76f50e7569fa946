// A disk that becomes full wherever the database is written.

#include <algorithm>

#include "durability/full_disk.hpp"
#include "durability/story.hpp"
#include "store/raw_sqlite.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// An operation of the story; an installation that cannot be opened is an error too.
Result<void> run(Story& story, std::size_t index) {
  try {
    return story.run(index);
  } catch (const std::exception& failure) {
    return Error(errc::store_failed, failure.what());
  }
}

/// Tells the story on a disk that becomes full at one write. What fails is an error of the environment, and is done
/// again when there is room.
/// @return how many writes there were.
std::size_t tell_with_full_disk(std::size_t fatal_write) {
  const TemporaryDirectory directory;
  const std::string folder = directory.path().string();
  Installation::make_keys(folder);
  FullDisk disk(fatal_write);
  {
    const DiskVfs vfs("full", disk);
    Story story(folder, {vfs.name(), {}});
    for (std::size_t index = 0; index < Story::operations().size(); ++index) {
      auto done = run(story, index);
      INFO(Story::operations()[index].name << (done ? "" : ": " + done.error().message));
      if (!done) {
        REQUIRE(disk.is_full());
        CHECK(kind_of(done.error().code) == ErrorKind::environment);
        disk.make_room();
        done = run(story, index);
      }
      INFO("again" << (done ? "" : ": " + done.error().message));
      REQUIRE(done);
    }
  }
  CHECK(RawSqlite(Installation::database_in(folder)).text("PRAGMA integrity_check") == "ok");
  const Installation installation(folder);
  const auto verified =
      installation.accounts().verify_events(installation.tenant, AccountId::parse("ada").value());
  REQUIRE(verified);
  CHECK(verified->fault == "");
  const auto& all = Story::operations();
  const auto last = std::find_if(all.rbegin(), all.rend(), [](const auto& one) { return one.types_code; });
  installation.clock->set(Story::time_of(static_cast<std::size_t>(all.rend() - last) - 1));
  const auto again = installation.sign_in_by_code("ada");
  REQUIRE_FALSE(again);
  CHECK(again.error().code == errc::code_replayed);
  return disk.writes();
}

void fill_disk(std::size_t count) {
  const std::size_t writes = tell_with_full_disk(0);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t fatal_write = 1 + i * writes / count;
    INFO("full at write " << fatal_write << " of " << writes);
    tell_with_full_disk(fatal_write);
  }
}

}  // namespace

TEST_CASE("[I126] on a full disk nothing is done and nothing is damaged, and it can be done again") {
  fill_disk(40);
}

TEST_CASE("[I126] at whatever write the disk is full, nothing is damaged, and it can be done again",
          "[long]") {
  fill_disk(tell_with_full_disk(0));
}
