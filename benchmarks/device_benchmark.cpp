// What a phone costs the engine on the memory store: an approval from the inbox to the redeemed sign-in, and an inbox
// alone, beside one verification of a signature on P-256.

#include <benchmark/benchmark.h>

#include <chrono>

#include "counterfoil/crypto/signing_key.hpp"
#include "counterfoil/device/phone.hpp"
#include "counterfoil/store/memory_store.hpp"
#include "sign_in_world.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::benchmarks;

/// `user0` with a phone.
class PhoneWorld {
 public:
  PhoneWorld() {
    world.create(user, false);
    const auto signed_in = std::get<SignedIn>(world.first_factor(user));
    const Caller caller{world.tenant, signed_in.assurance, SignInWorld::session()};
    const auto begun = world.security_info().begin_authenticator(caller, "").value();
    id_ = phone_.scan(begun.link.read_text(SecretAccess::grant())).value();
    phone_.read_preview(id_, send(phone_.preview(id_).value().body), now()).value();
    phone_.read_registration(id_, send(phone_.register_key(id_, "Phone", now()).value().body), now()).value();
    const auto tested = world.security_info().test_authenticator(caller, begun.id).value();
    send(approval(inbox(), tested.test->number));
    world.security_info().confirm_authenticator(caller, begun.id).value();
  }

  const SignInWorld world{memory_store(), SignInWorld::new_keys()};
  const std::string user = SignInWorld::user(0);

  Timestamp now() const { return world.clock->now().value(); }
  std::string inbox() { return phone_.inbox(id_, now()).value().body; }
  std::string approval(const std::string& inbox_message, const SecretBytes& number) {
    const auto requests = phone_.read_inbox(id_, send(inbox_message), now()).value().requests;
    return phone_.approve(id_, requests.front(), number, now()).value().body;
  }
  std::string send(const std::string& message) const {
    return std::string(
        world.devices().exchange(world.tenant, message).value().read_text(SecretAccess::grant()));
  }

 private:
  device::Phone phone_{system_entropy()};
  device::LocalId id_;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The engine's part of it: inbox, answer, redeem. The phone's own signing and the start are left out.
void approval(benchmark::State& state) {
  PhoneWorld it;
  for (auto _ : state) {
    it.world.clock->advance(std::chrono::hours(25));
    const auto step = std::get<SignInStep>(it.world.first_factor(it.user));
    const auto prompt =
        it.world.sign_in().start({it.world.tenant, step.ticket, SignInWorld::session()}).value();
    const std::string inbox = it.inbox();
    const std::string answer = it.approval(inbox, prompt.number);
    const auto start = std::chrono::steady_clock::now();
    it.send(inbox);
    it.send(answer);
    const auto outcome =
        it.world.sign_in().answer({it.world.tenant, step.ticket, SignInWorld::session(), DeviceAnswer{}});
    state.SetIterationTime(seconds_since(start));
    if (!outcome) state.SkipWithError(outcome.error().message.c_str());
  }
}
BENCHMARK(approval)->UseManualTime()->Iterations(500)->Unit(benchmark::kMicrosecond);

void inbox(benchmark::State& state) {
  PhoneWorld it;
  const std::string message = it.inbox();
  for (auto _ : state) benchmark::DoNotOptimize(it.send(message));
}
BENCHMARK(inbox)->Iterations(1'000)->Unit(benchmark::kMicrosecond);

void verify_p256(benchmark::State& state) {
  const auto key = SigningKey::generate(SignatureAlgorithm::es256, *system_entropy()).value();
  const std::string message(400, 'm');
  const auto signature = key.sign(as_bytes(message)).value();
  const PublicKey& verifier = key.public_key();
  for (auto _ : state) benchmark::DoNotOptimize(verifier.verify(signature, as_bytes(message)));
}
BENCHMARK(verify_p256)->Iterations(1'000)->Unit(benchmark::kMicrosecond);

}  // namespace
