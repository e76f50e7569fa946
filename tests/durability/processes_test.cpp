// Processes that have one database and one key ring in common, all at the same account at once.

#include <algorithm>
#include <deque>
#include <functional>

#include "counterfoil/device/phone.hpp"
#include "durability/installation.hpp"
#include "durability/worker_process.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// A folder with an account `ada`, half a minute before the processes come.
struct Shared {
  TemporaryDirectory directory;
  std::string folder = directory.path().string();
  std::optional<Installation> installation;

  Shared() {
    Installation::make_keys(folder);
    installation.emplace(folder);
    REQUIRE(installation->create("ada"));
    installation->clock->advance(std::chrono::seconds(30));
  }

  std::string time() const { return std::to_string(unix_seconds(installation->clock->now().value())); }

  /// Starts `count` processes, lets them go at once when all are ready, and gathers what they said.
  std::vector<std::string> run(std::size_t count,
                               const std::function<std::vector<std::string>(std::size_t)>& arguments) const {
    std::deque<WorkerProcess> workers;
    for (std::size_t i = 0; i < count; ++i) workers.emplace_back(arguments(i));
    for (WorkerProcess& worker : workers) REQUIRE(worker.read_line().value_or("") == "ready");
    for (WorkerProcess& worker : workers) worker.go();
    std::vector<std::string> said;
    for (WorkerProcess& worker : workers) {
      const auto lines = worker.read_lines();
      said.insert(said.end(), lines.begin(), lines.end());
      CHECK(worker.wait() == 0);
    }
    return said;
  }

  std::size_t refused_factors() const {
    const auto events =
        installation->accounts().events(installation->tenant, AccountId::parse("ada").value(), 0, 1'000);
    REQUIRE(events);
    return static_cast<std::size_t>(std::count_if(events->begin(), events->end(), [](const Event& event) {
      return event.type == EventType::factor_refused;
    }));
  }
};

/// A phone of `ada`, registered beside her code app.
class OwnersPhone {
 public:
  explicit OwnersPhone(const Installation& installation) : it_(installation) {
    const auto signed_in = std::get<SignedIn>(it_.sign_in_by_code("ada").value());
    const Caller caller{it_.tenant, signed_in.assurance, Installation::session()};
    const auto begun = it_.security_info().begin_authenticator(caller, "").value();
    id_ = phone_.scan(begun.link.read_text(SecretAccess::grant())).value();
    REQUIRE(phone_.read_preview(id_, send(phone_.preview(id_).value()), now()));
    REQUIRE(phone_.read_registration(id_, send(phone_.register_key(id_, "Phone", now()).value()), now()));
    const auto tested = it_.security_info().test_authenticator(caller, begun.id).value();
    REQUIRE(phone_.read_answer(id_, send_text(approval(tested.test->number)), now()));
    REQUIRE(it_.security_info().confirm_authenticator(caller, begun.id));
  }

  /// The answer to the one request that waits, as it would be sent.
  std::string approval(const SecretBytes& number) {
    const auto inbox = phone_.read_inbox(id_, send(phone_.inbox(id_, now()).value()), now()).value();
    REQUIRE(inbox.requests.size() == 1);
    return phone_.approve(id_, inbox.requests.front(), number, now()).value().body;
  }

 private:
  Timestamp now() const { return it_.clock->now().value(); }
  std::string send(const device::Outgoing& message) const { return send_text(message.body); }
  std::string send_text(const std::string& body) const {
    return std::string(it_.devices().exchange(it_.tenant, body).value().read_text(SecretAccess::grant()));
  }

  const Installation& it_;
  device::Phone phone_{system_entropy()};
  device::LocalId id_;
};

std::size_t count(const std::vector<std::string>& said, const std::string& line) {
  return static_cast<std::size_t>(std::count(said.begin(), said.end(), line));
}

}  // namespace

TEST_CASE("[A4] a burst from eight processes at one below the limit looks at one guess more") {
  const Shared shared;
  const SignInStep waiting = shared.installation->second_step("ada").value();
  for (unsigned number = 0; number < 9; ++number) {
    const auto refused = shared.installation->answer(
        waiting, CodeProof{code_app_of(waiting), shared.installation->wrong_code(number)});
    REQUIRE(refused.error().code == errc::code_mismatch);
  }
  const auto said = shared.run(8, [&](std::size_t i) {
    return std::vector<std::string>{"guess", shared.folder, shared.time(), std::to_string(100 + 4 * i), "4"};
  });
  CHECK(count(said, "code_mismatch") == 1);
  CHECK(count(said, "throttled") == 31);
  CHECK(said.size() == 32);
  CHECK(shared.refused_factors() == 10);
}

TEST_CASE("a phone's answer to one process is seen by a sign-in that waits in another") {
  const Shared shared;
  const Installation& here = *shared.installation;
  OwnersPhone phone(here);
  const SignInStep waiting = here.second_step("ada").value();
  const auto prompt = here.sign_in().start({here.tenant, waiting.ticket, Installation::session()}).value();
  const std::string answer = phone.approval(prompt.number);
  WorkerProcess other({"phone", shared.folder, shared.time(), answer});
  REQUIRE(other.read_line().value_or("") == "ready");
  other.go();
  const auto seen =
      here.sign_in().wait(here.tenant, waiting.ticket, Installation::session(), std::chrono::minutes(5));
  CHECK(seen.value().state == PromptState::approved);
  CHECK(other.wait() == 0);
  CHECK(here.answer(waiting, DeviceAnswer{}));
}

TEST_CASE("[B17] the same code from sixteen processes is accepted once") {
  const Shared shared;
  const auto said = shared.run(16, [&](std::size_t) {
    return std::vector<std::string>{"code", shared.folder, shared.time()};
  });
  CHECK(count(said, "accepted") == 1);
  CHECK(count(said, "accepted") + count(said, "code_replayed") + count(said, "throttled") == 16);
}

TEST_CASE("[B22] one recovery code from eight processes is accepted once") {
  const Shared shared;
  const auto signed_in = shared.installation->sign_in_by_code("ada");
  REQUIRE(signed_in);
  const auto codes = shared.installation->security_info().new_recovery_codes(
      {shared.installation->tenant, std::get<SignedIn>(*signed_in).assurance, Installation::session()});
  REQUIRE(codes);
  const std::string code(codes->codes[3].read_text(SecretAccess::grant()));
  const auto said = shared.run(8, [&](std::size_t) {
    return std::vector<std::string>{"recovery", shared.folder, shared.time(), code};
  });
  CHECK(count(said, "accepted") == 1);
  CHECK(said.size() == 8);
  CHECK(count(said, "accepted") + count(said, "code_mismatch") + count(said, "code_replayed") +
            count(said, "throttled") ==
        8);
}
