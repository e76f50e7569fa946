// Power that fails wherever the database is written: what was not synced is lost, in whole or in part.

#include "durability/power_cut_disk.hpp"
#include "durability/story.hpp"
#include "durability/story_record.hpp"
#include "store/raw_sqlite.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// The story on a disk that loses power at one call, and what is found when it is back.
class Outage {
 public:
  explicit Outage(std::size_t fatal_call) : disk_(fatal_call) {
    const TemporaryDirectory directory;
    Installation::make_keys(directory.path().string());
    const DiskVfs vfs("power-cut", disk_);
    Story story(directory.path().string(), {vfs.name(), [this] {
                                              if (disk_.is_cut()) throw std::runtime_error("no power");
                                              ++acknowledged_;
                                            }});
    tell(story);
    disk_.cut();  // nobody switches it off properly
  }

  std::size_t calls() const { return disk_.calls(); }

  /// @return how many things are stored.
  std::size_t check(std::optional<std::uint64_t> seed) const {
    const TemporaryDirectory directory;
    Installation::make_keys(directory.path().string());
    disk_.restore(directory.path().string(), seed);
    return check_remains(directory.path().string(), acknowledged_);
  }

 private:
  void tell(Story& story) {
    try {
      for (std::size_t index = 0; index < Story::operations().size(); ++index) {
        const auto done = story.run(index);
        if (!done && disk_.is_cut()) return;
        INFO(Story::operations()[index].name << (done ? "" : ": " + done.error().message));
        REQUIRE(done);
      }
    } catch (const std::exception&) {
      REQUIRE(disk_.is_cut());  // the installation could not be opened
    }
  }

  PowerCutDisk disk_;
  std::size_t acknowledged_ = 0;
};

/// Power fails at so many calls, spread over the whole story.
void cut_power(std::size_t count) {
  const Outage after_the_story(0);
  const std::size_t calls = after_the_story.calls();
  CHECK(after_the_story.check(std::nullopt) == story_record().databases.size() - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t fatal_call = 1 + i * calls / count;
    INFO("power fails at call " << fatal_call << " of " << calls);
    const Outage outage(fatal_call);
    {
      INFO("nothing unsynced is there");
      outage.check(std::nullopt);
    }
    {
      INFO("some unsynced sectors are there: seed " << i);
      outage.check(i);
    }
  }
}

/// Commits `count` rows, each acknowledged, and loses power. @return how many of them are there afterwards.
std::int64_t rows_after_power_cut(const std::string& synchronous, int count) {
  PowerCutDisk disk(0);
  const TemporaryDirectory directory;
  const TemporaryDirectory found;
  {
    const DiskVfs vfs("power-cut", disk);
    RawSqlite raw(directory / "raw.db", vfs.name().c_str());
    raw.execute("PRAGMA journal_mode = WAL; CREATE TABLE things (name TEXT); PRAGMA synchronous = " +
                synchronous);
    for (int i = 0; i < count; ++i) raw.execute("INSERT INTO things VALUES ('thing')");
    disk.cut();
  }
  disk.restore(found.path().string(), std::nullopt);
  return RawSqlite(found / "raw.db").integer("SELECT count(*) FROM things");
}

}  // namespace

TEST_CASE("[I123][I124] a power cut leaves what was acknowledged, and nothing half") {
  cut_power(40);
}

TEST_CASE("[I123][I124] a power cut at any call leaves what was acknowledged, and nothing half", "[long]") {
  cut_power(Outage(0).calls());
}

TEST_CASE("[I136] the power cut bites: what is acknowledged without a sync is lost by it") {
  CHECK(rows_after_power_cut("FULL", 20) == 20);
  CHECK(rows_after_power_cut("NORMAL", 20) == 0);
  CHECK(rows_after_power_cut("OFF", 20) == 0);
}
