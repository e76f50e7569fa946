// A whole sign-in check: the answer to a ticket, with load, open, decide, seal, commit and event. On the memory
// store beside liboath's bare check of a wrong code, and with 1,000 and 100,000 accounts; and what a wrong password takes for unknown,
// bare and known names.

#include <benchmark/benchmark.h>
#include <liboath/oath.h>

#include "counterfoil/store/memory_store.hpp"
#include "sign_in_world.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::benchmarks;

/// The right code. Each account in its turn; `pause` lies between two rounds, and so between two sign-ins of an account.
void sign_in_in_turn(benchmark::State& state, Duration pause) {
  const auto accounts = static_cast<std::size_t>(state.range(0));
  const SignInWorld world(memory_store(), SignInWorld::new_keys());
  for (std::size_t i = 0; i < accounts; ++i) world.create(SignInWorld::user(i));
  std::size_t next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    if (next % accounts == 0) world.clock->advance(pause);
    const SignInAnswer answer = world.right_answer(SignInWorld::user(next++ % accounts));
    state.ResumeTiming();
    const auto outcome = world.sign_in().answer(answer);
    if (!outcome) state.SkipWithError(outcome.error().message.c_str());
  }
}

/// Once a day: the sessions of the days before are over, so that all documents are of one size.
void totp_sign_in_check(benchmark::State& state) {
  sign_in_in_turn(state, std::chrono::hours(25));
}
BENCHMARK(totp_sign_in_check)->Arg(1'000)->Arg(100'000)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

/// Every half an hour: as many sessions as an account may have.
void totp_sign_in_check_with_many_sessions(benchmark::State& state) {
  sign_in_in_turn(state, std::chrono::minutes(30));
}
BENCHMARK(totp_sign_in_check_with_many_sessions)->Arg(500)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

/// A wrong password for a name that is unknown, that has a password alone, or a code app besides: `name` 0, 1, 2.
/// Another name in every iteration, so that no guard pauses.
void wrong_password(benchmark::State& state) {
  const SignInWorld world(memory_store(), SignInWorld::new_keys(), "library");
  const auto kind = state.range(0);
  std::size_t next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const std::string name = SignInWorld::user(next++);
    if (kind != 0)
      world.create(name, kind == 2, SecretBytes(std::string_view("a password of some length 7")));
    const SignInAnswer answer = world.wrong_password(name);
    state.ResumeTiming();
    const auto outcome = world.sign_in().answer(answer);
    if (outcome || outcome.error().code != errc::password_mismatch)
      state.SkipWithError("expected a mismatch");
  }
}
BENCHMARK(wrong_password)->ArgName("name")->DenseRange(0, 2)->Iterations(60)->Unit(benchmark::kMillisecond);

void liboath_wrong_code(benchmark::State& state) {
  const std::string secret = "12345678901234567890";
  for (auto _ : state) {
    int position = 0;
    benchmark::DoNotOptimize(::oath_totp_validate4(secret.data(), secret.size(), 1'800'000'000, 30, 0, 1,
                                                   &position, nullptr, 0, "000000"));
  }
}
BENCHMARK(liboath_wrong_code)->Unit(benchmark::kMicrosecond);

}  // namespace
