// A whole sign-in check on SQLite, beside plain SQLite that commits the same rows and bytes on the same disk: by one
// thread, by 64, and by 8 processes on one file. Times are of the wall clock, since the disk is what takes long.

#include <benchmark/benchmark.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <latch>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "bare_sqlite.hpp"
#include "counterfoil/store/sqlite_store.hpp"
#include "counterfoil/testing/faulty_store.hpp"
#include "sign_in_world.hpp"
#include "support/temporary_directory.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::benchmarks;
using testing::TemporaryDirectory;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t accounts = 256;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

/// Runs `work(i)` for all i below `count` on so many threads; `started` is called when all are ready to go.
template <class Work, class Started>
void share(std::size_t count, std::size_t threads, Work work, Started started) {
  std::latch ready(static_cast<std::ptrdiff_t>(threads) + 1);
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> running;
  for (std::size_t i = 0; i < threads; ++i) {
    running.emplace_back([&] {
      ready.arrive_and_wait();
      for (std::size_t taken = next++; taken < count; taken = next++) work(taken);
    });
  }
  started();
  ready.arrive_and_wait();
  for (std::thread& thread : running) thread.join();
}

std::shared_ptr<Store> open_store(const TemporaryDirectory& directory) {
  SqliteOptions options;
  options.path = directory / "store.db";
  options.busy_timeout = std::chrono::seconds(60);
  return open_sqlite_store(options).value();
}

/// A world on a new file, with its accounts.
struct SqliteWorld {
  std::shared_ptr<const TemporaryDirectory> directory = std::make_shared<const TemporaryDirectory>();
  std::shared_ptr<KeyRingSource> keys = SignInWorld::new_keys();
  std::shared_ptr<testing::FaultyStore> store =
      std::make_shared<testing::FaultyStore>(open_store(*directory));
  SignInWorld world{store, keys};

  SqliteWorld() {
    store->record(false);
    share(
        accounts, 64, [&](std::size_t i) { world.create(SignInWorld::user(i)); }, [] {});
  }

  /// Answers that wait, one for each account.
  std::vector<SignInAnswer> new_round() const {
    world.clock->advance(std::chrono::minutes(30));
    std::vector<std::optional<SignInAnswer>> made(accounts);
    share(
        accounts, 64, [&](std::size_t i) { made[i] = world.right_answer(SignInWorld::user(i)); }, [] {});
    std::vector<SignInAnswer> answers;
    answers.reserve(accounts);
    for (auto& answer : made) answers.push_back(*std::move(answer));
    return answers;
  }
};

/// What one sign-in check commits.
Change sign_in_change() {
  const SqliteWorld sqlite;
  const auto answers = sqlite.new_round();
  sqlite.store->record(true);
  static_cast<void>(sqlite.world.sign_in().answer(answers.front()).value());
  for (const testing::StoreCall& call : sqlite.store->trace()) {
    if (call.change) return *call.change;
  }
  throw std::runtime_error("a sign-in commits nothing");
}

const Change& sample_change() {
  static const Change change = sign_in_change();
  return change;
}

/// 256 right codes, on `threads` threads.
void sign_in_checks(benchmark::State& state) {
  const auto threads = static_cast<std::size_t>(state.range(0));
  const SqliteWorld sqlite;
  for (auto _ : state) {
    const auto answers = sqlite.new_round();
    std::atomic<std::size_t> refused{0};
    SteadyClock::time_point start;
    share(
        answers.size(), threads,
        [&](std::size_t i) {
          if (!sqlite.world.sign_in().answer(answers[i])) ++refused;
        },
        [&] { start = SteadyClock::now(); });
    state.SetIterationTime(seconds_since(start));
    if (refused != 0) state.SkipWithError("a right code was refused");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(accounts) * state.iterations());
}
BENCHMARK(sign_in_checks)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(64)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// 256 times the rows and bytes of a right code, in transactions of `batch`.
void bare_transactions(benchmark::State& state) {
  const auto batch = static_cast<std::size_t>(state.range(0));
  const TemporaryDirectory directory;
  open_store(directory);  // for its tables
  BareSqlite bare(directory / "store.db", sample_change());
  for (std::size_t i = 0; i < accounts; ++i) bare.create(SignInWorld::user(i));
  for (auto _ : state) {
    const auto start = SteadyClock::now();
    for (std::size_t i = 0; i < accounts; ++i) {
      if (i % batch == 0) bare.begin();
      bare.change(SignInWorld::user(i));
      if (i % batch == batch - 1) bare.commit();
    }
    state.SetIterationTime(seconds_since(start));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(accounts) * state.iterations());
}
BENCHMARK(bare_transactions)
    ->ArgName("batch")
    ->Arg(1)
    ->Arg(64)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// Signs in on accounts of its own until the time is over. @return how often.
std::uint64_t sign_in_for(std::chrono::milliseconds time, const TemporaryDirectory& directory,
                          const std::shared_ptr<KeyRingSource>& keys, std::size_t process) {
  constexpr std::size_t own_accounts = accounts / 8;
  const SignInWorld world(open_store(directory), keys);
  std::uint64_t count = 0;
  for (const auto end = SteadyClock::now() + time; SteadyClock::now() < end; ++count) {
    if (count % own_accounts == 0) world.clock->advance(std::chrono::minutes(30));
    const std::string user = SignInWorld::user(process * own_accounts + count % own_accounts);
    static_cast<void>(world.sign_in().answer(world.right_answer(user)).value());
  }
  return count;
}

/// A process that signs in, from when the gate's other end is closed. Forked while there is no other thread.
class SigningProcess {
 public:
  template <class Work>
  SigningProcess(const int (&gate)[2], Work work) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    id_ = ::fork();
    if (id_ == 0) {
      ::close(gate[1]);
      char nothing = 0;
      while (::read(gate[0], &nothing, 1) > 0) {
      }
      const std::uint64_t count = work();
      ::_exit(::write(ends[1], &count, sizeof count) == sizeof count ? 0 : 1);
    }
    ::close(ends[1]);
    from_ = ends[0];
  }

  std::uint64_t count() const {
    std::uint64_t count = 0;
    if (::read(from_, &count, sizeof count) != sizeof count) count = 0;
    ::close(from_);
    ::waitpid(id_, nullptr, 0);
    return count;
  }

 private:
  pid_t id_;
  int from_;
};

/// Whole sign-ins by 8 processes for two seconds: how many the slowest did, relative to the mean.
void sign_ins_of_processes(benchmark::State& state) {
  constexpr std::size_t processes = 8;
  constexpr std::chrono::milliseconds time{2'000};
  for (auto _ : state) {
    std::shared_ptr<const TemporaryDirectory> directory;
    std::shared_ptr<KeyRingSource> keys;
    {
      const SqliteWorld made;
      keys = made.keys;
      directory = made.directory;
    }
    int gate[2];
    if (::pipe(gate) != 0) throw std::runtime_error("no pipe");
    std::deque<SigningProcess> running;
    for (std::size_t i = 0; i < processes; ++i) {
      running.emplace_back(gate, [&, i] { return sign_in_for(time, *directory, keys, i); });
    }
    ::close(gate[0]);
    ::close(gate[1]);  // all go
    std::vector<std::uint64_t> counts;
    counts.reserve(processes);
    for (const SigningProcess& process : running) counts.push_back(process.count());
    const auto sum = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    state.SetIterationTime(std::chrono::duration<double>(time).count());
    state.SetItemsProcessed(static_cast<std::int64_t>(sum));
    state.counters["slowest_to_mean"] =
        static_cast<double>(*std::min_element(counts.begin(), counts.end())) * processes / sum;
  }
}
BENCHMARK(sign_ins_of_processes)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
