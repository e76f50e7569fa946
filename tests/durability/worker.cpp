// What a test runs in a process of its own. It tells what happened, a line each, at its standard output; the test
// judges.

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <map>

#include "durability/disk.hpp"
#include "durability/installation.hpp"
#include "durability/story.hpp"
#include "durability/worker_process.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

using Words = std::vector<std::string>;

void tell(const Result<SignInOutcome>& outcome) {
  say(outcome ? "accepted" : std::string(name_of(outcome.error().code)));
}

/// Has a ticket that waits for its second factor, and answers with the rest when it is let go.
void answer(const Words& words, const std::function<void(const Installation&, const SignInStep&)>& rest) {
  const Installation installation(words.at(0));
  installation.clock->set(from_unix_seconds(std::stoll(words.at(1))));
  const SignInStep waiting = installation.second_step("ada").value();
  say("ready");
  wait_for_go();
  rest(installation, waiting);
}

/// guess FOLDER TIME FIRST COUNT: so many different wrong codes, one after the other.
void guess(const Words& words) {
  answer(words, [&](const Installation& installation, const SignInStep& waiting) {
    const unsigned first = static_cast<unsigned>(std::stoul(words.at(2)));
    const unsigned count = static_cast<unsigned>(std::stoul(words.at(3)));
    for (unsigned number = first; number < first + count; ++number) {
      tell(installation.answer(waiting, CodeProof{code_app_of(waiting), installation.wrong_code(number)}));
    }
  });
}

/// code FOLDER TIME: the right code of the code app.
void type_code(const Words& words) {
  answer(words, [](const Installation& installation, const SignInStep& waiting) {
    tell(installation.answer(waiting, CodeProof{code_app_of(waiting), installation.code()}));
  });
}

/// recovery FOLDER TIME CODE: a recovery code.
void redeem(const Words& words) {
  answer(words, [&](const Installation& installation, const SignInStep& waiting) {
    tell(installation.answer(waiting, RecoveryCodeProof{SecretBytes(std::string_view(words.at(2)))}));
  });
}

/// phone FOLDER TIME MESSAGE: what a phone sent, handed to this process.
void exchange(const Words& words) {
  const Installation installation(words.at(0));
  installation.clock->set(from_unix_seconds(std::stoll(words.at(1))));
  say("ready");
  wait_for_go();
  const auto reply = installation.devices().exchange(installation.tenant, words.at(2));
  say(reply ? std::string(reply->read_text(SecretAccess::grant()))
            : std::string(name_of(reply.error().code)));
}

/// Kills this process at one call.
class DeadlyDisk final : public Disk {
 public:
  DeadlyDisk(std::size_t fatal_call, bool halfway) : fatal_call_(fatal_call), halfway_(halfway) {}

  int call(const DiskCall& call, const PassOn& pass_on) override {
    if (++calls_ == fatal_call_) {
      if (halfway_ && call.kind == DiskCall::Kind::write) pass_on(half_of(call));
      std::raise(SIGKILL);
    }
    // What the kernel has outlives the process: no need to wait for the disk.
    return call.kind == DiskCall::Kind::sync ? SQLITE_OK : pass_on(call);
  }

  std::size_t calls() const noexcept { return calls_; }

 private:
  const std::size_t fatal_call_;
  const bool halfway_;
  std::atomic<std::size_t> calls_{0};
};

/// story FOLDER CALL before|halfway: the story, up to that call of the disk.
void tell_story(const Words& words) {
  DeadlyDisk disk(std::stoul(words.at(1)), words.at(2) == "halfway");
  {
    const DiskVfs vfs("deadly", disk);
    std::size_t stored = 0;
    Story story(words.at(0), {vfs.name(), [&] { ++stored; }});
    for (std::size_t index = 0; index < Story::operations().size(); ++index) {
      const auto done = story.run(index);
      if (!done) throw std::runtime_error(Story::operations()[index].name + (": " + done.error().message));
      say("stored " + std::to_string(stored));
    }
  }
  say("calls " + std::to_string(disk.calls()));
}

}  // namespace

int main(int count, char** arguments) try {
  const std::map<std::string, void (*)(const Words&)> tasks{{"guess", guess},
                                                            {"code", type_code},
                                                            {"recovery", redeem},
                                                            {"phone", exchange},
                                                            {"story", tell_story}};
  const Words words(arguments + 1, arguments + count);
  tasks.at(words.at(0))(Words(words.begin() + 1, words.end()));
  return EXIT_SUCCESS;
} catch (const std::exception& failure) {
  say(failure.what());
  return EXIT_FAILURE;
}
