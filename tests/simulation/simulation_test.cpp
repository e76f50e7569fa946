// The simulator itself: that a run can be made again, and that what it looks for would be seen. What it finds about the
// engine is for the programs simulation and mutants/.

#include "simulation/simulation.hpp"

#include "simulation/guess_history.hpp"
#include "simulation/secret_index.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using namespace counterfoil::simulation;

TEST_CASE("the same seed gives the same run, and another seed another") {
  const Settings settings{7, 600};
  const Outcome first = simulate(settings);
  const Outcome second = simulate(settings);
  CHECK(first.digest == second.digest);
  CHECK(first.operations == second.operations);
  CHECK(first.recent == second.recent);
  CHECK(simulate({8, 600}).digest != first.digest);
}

TEST_CASE("people sign in while everything goes wrong") {
  const Outcome outcome = simulate({9, 2000});
  CHECK_FALSE(outcome.violation);
  CHECK(outcome.operations >= 2000);
  CHECK(outcome.accepted > 20);
}

TEST_CASE("a secret is found wherever it stands in the bytes") {
  SecretIndex index;
  index.add("correct horse", "a password");
  index.add("short", "too short to be told from chance");
  CHECK(index.find_in("correct horse") == "a password");
  CHECK(index.find_in("it is correct horse battery") == "a password");
  CHECK(index.find_in("correct hors").empty());
  CHECK(index.find_in("a short text").empty());
  CHECK(index.find_in("").empty());
}

TEST_CASE("guesses beyond a limit are noticed, and a success or the clock ends them") {
  const GuessLimits limits{3, std::chrono::seconds(30), std::chrono::hours(1), 5, {}};
  const Timestamp start = from_unix_seconds(1'800'000'000);
  GuessHistory guesses;
  for (int i = 0; i < 3; ++i) guesses.failed(start, limits);
  CHECK(guesses.looked_at(start + std::chrono::seconds(29), limits) == "looked at during a pause");
  CHECK(guesses.looked_at(start + std::chrono::seconds(30), limits).empty());
  guesses.succeeded();
  CHECK(guesses.looked_at(start, limits).empty());
  for (int i = 0; i < 2; ++i) guesses.failed(start, limits);
  CHECK(guesses.looked_at(start, limits) == "more in a day than the policy allows");
  CHECK(guesses.looked_at(start + std::chrono::hours(24), limits).empty());
}
