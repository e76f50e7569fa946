// A whole sign-in check: the answer to a ticket, with load, open, decide, seal, commit and event. On the memory
// store beside liboath's bare check of a wrong code, and with 1,000 and 100,000 accounts.

#include <benchmark/benchmark.h>
#include <liboath/oath.h>

#include "counterfoil/store/memory_store.hpp"
#include "sign_in_world.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::benchmarks;

/// The right code. Each account once per round, so that its spent tickets and sessions stay few.
void totp_sign_in_check(benchmark::State& state) {
  const auto accounts = static_cast<std::size_t>(state.range(0));
  const SignInWorld world(memory_store(), SignInWorld::new_keys());
  for (std::size_t i = 0; i < accounts; ++i) world.create(SignInWorld::user(i));
  std::size_t next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    if (next % accounts == 0) world.clock->advance(std::chrono::minutes(30));
    const SignInAnswer answer = world.right_answer(SignInWorld::user(next++ % accounts));
    state.ResumeTiming();
    const auto outcome = world.sign_in().answer(answer);
    if (!outcome) state.SkipWithError(outcome.error().message.c_str());
  }
}
BENCHMARK(totp_sign_in_check)->Arg(1'000)->Arg(100'000)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

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
