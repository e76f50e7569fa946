// A whole sign-in check: the answer to a ticket, with load, open, decide, seal, commit and event. On the memory
// store beside liboath's bare check of a wrong code, and with 1,000 and 100,000 accounts; and the time of a first
// step for unknown, bare and known names.

#include <benchmark/benchmark.h>
#include <liboath/oath.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/codec/tenant_json.hpp"
#include "counterfoil/engine/engine.hpp"
#include "counterfoil/otp/base32.hpp"
#include "counterfoil/otp/totp.hpp"
#include "counterfoil/store/memory_store.hpp"

namespace {

using namespace counterfoil;

const TenantId tenant = TenantId::parse("example").value();

/// Goes as it is told, so that a code can be typed in every iteration.
class SteppedClock final : public Clock {
 public:
  Result<Timestamp> now() override { return now_; }
  void advance(Duration by) { now_ += by; }

 private:
  Timestamp now_ = from_unix_seconds(1'800'000'000);
};

SecretBytes text(std::string_view value) {
  return SecretBytes(value);
}

SessionBinding session() {
  return SessionBinding::from_bytes(SecretBytes(32)).value();
}

struct World {
  std::shared_ptr<SteppedClock> clock = std::make_shared<SteppedClock>();
  std::optional<Engine> engine;
  SecretBytes totp_secret = text("12345678901234567890");

  explicit World(std::size_t accounts) {
    EngineOptions options;
    options.store = memory_store();
    options.clock = clock;
    options.entropy = system_entropy();
    options.keys =
        std::make_shared<MemoryKeyRing>(KeyRing::create(*options.entropy, clock->now().value()).value());
    options.tenants.push_back(parse_tenant(R"({"id": "example", "issuer": "Example",
        "realms": [{"domain": "example.org", "display_name": "Example"}],
        "policy": {"password": {"keeper": "host"}}})")
                                  .value());
    engine.emplace(Engine::create(std::move(options)).value());
    for (std::size_t i = 0; i < accounts; ++i) create("user" + std::to_string(i));
  }

  void create(const std::string& name) {
    NewAccount account{tenant, AccountId::parse(name).value(), {name + "@example.org"}};
    account.totp.push_back({totp_secret, "Phone"});
    engine->accounts().create(account).value();
  }

  /// A ticket that waits for its code.
  SignInStep second_step(const std::string& name) {
    const auto step = engine->sign_in().begin({tenant, name + "@example.org", session()}).value();
    return std::get<SignInStep>(
        engine->sign_in().answer({tenant, step.ticket, session(), HostProved{}}).value());
  }

  std::string code() { return generate_totp(totp_secret, TotpParameters(), clock->now().value()).value(); }
};

/// The right code: load, open, decide, seal, commit, event. Each account once per round, so that its spent
/// tickets and sessions stay few.
void totp_sign_in_check(benchmark::State& state) {
  const auto accounts = static_cast<std::size_t>(state.range(0));
  World world(accounts);
  std::size_t next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    if (next % accounts == 0) world.clock->advance(std::chrono::minutes(30));
    const auto step = world.second_step("user" + std::to_string(next++ % accounts));
    SignInAnswer answer{tenant, step.ticket, session(),
                        CodeProof{*step.ways.front().method, text(world.code())}};
    state.ResumeTiming();
    const auto outcome = world.engine->sign_in().answer(answer);
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
