// Processes that are killed (SIGKILL) wherever they touch the database.

#include <sys/wait.h>

#include <algorithm>
#include <csignal>

#include "durability/story.hpp"
#include "durability/story_record.hpp"
#include "durability/worker_process.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// How a process went that told the story.
struct Told {
  std::size_t acknowledged = 0;  ///< things of which it said that they are stored
  std::size_t calls = 0;         ///< of the disk; 0 when it was killed
  bool was_killed = false;
};

Told tell(const std::string& folder, std::size_t fatal_call, bool halfway) {
  Installation::make_keys(folder);
  WorkerProcess worker({"story", folder, std::to_string(fatal_call), halfway ? "halfway" : "before"});
  Told told;
  while (const auto line = worker.read_line()) {
    INFO(*line);
    const auto number = static_cast<std::size_t>(std::stoul(line->substr(line->find(' '))));
    REQUIRE((line->rfind("stored ", 0) == 0 || line->rfind("calls ", 0) == 0));
    (line->front() == 's' ? told.acknowledged : told.calls) = number;
  }
  const int status = worker.wait();
  told.was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  if (!told.was_killed) CHECK(status == 0);
  return told;
}

std::size_t calls_of_a_whole_story() {
  const TemporaryDirectory directory;
  const Told told = tell(directory.path().string(), 0, false);
  REQUIRE_FALSE(told.was_killed);
  REQUIRE(told.calls > 100);
  return told.calls;
}

/// Kills so many processes, at places spread over the whole story, half of them halfway through a write.
void kill_processes(std::size_t count) {
  std::size_t calls = calls_of_a_whole_story();
  std::size_t killed = 0;
  std::size_t stored_without_reply = 0;
  while (killed < count) {
    const std::size_t fatal_call = 1 + killed / 2 * calls / ((count + 1) / 2);
    const bool halfway = killed % 2 == 1;
    INFO("killed " << (halfway ? "halfway through" : "before") << " call " << fatal_call << " of " << calls);
    const TemporaryDirectory directory;
    const Told told = tell(directory.path().string(), fatal_call, halfway);
    const std::size_t stored = check_remains(directory.path().string(), told.acknowledged);
    if (told.was_killed) {
      ++killed;
      if (stored > told.acknowledged) ++stored_without_reply;
    } else {
      // The log is copied in the background, so that no two stories have quite as many calls.
      calls = std::min(calls - 1, told.calls);
    }
  }
  CHECK(stored_without_reply > 0);
}

}  // namespace

TEST_CASE("[I123][I124] a process that is killed leaves the old state or the new, and a spent code spent") {
  kill_processes(48);
}

TEST_CASE("[I123][I124] a thousand processes that are killed leave the old state or the new", "[long]") {
  kill_processes(1'000);
}
