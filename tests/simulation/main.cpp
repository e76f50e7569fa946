// Runs the simulation from a seed: simulation [--seed N] [--steps M] [--worlds W] [--expect CLAIM]
//
// With --worlds, M operations in each of W worlds, from seed N on. With --expect, success is that a claim was found
// untrue, and that it was this one (of several separated by '|').

#include <cstdint>
#include <cstring>
#include <iostream>
#include <string>

#include "simulation/simulation.hpp"

namespace {

using namespace counterfoil::simulation;

struct Options {
  Settings settings;
  std::uint64_t worlds = 1;
  std::string expected;
};

bool read_options(int count, char** arguments, Options& options) {
  for (int i = 1; i < count; i += 2) {
    if (i + 1 == count) return false;
    const std::string name = arguments[i];
    if (name == "--seed") {
      options.settings.seed = std::stoull(arguments[i + 1]);
    } else if (name == "--steps") {
      options.settings.operations = std::stoull(arguments[i + 1]);
    } else if (name == "--worlds") {
      options.worlds = std::stoull(arguments[i + 1]);
    } else if (name == "--expect") {
      options.expected = arguments[i + 1];
    } else {
      return false;
    }
  }
  return true;
}

void print(const Settings& settings, const Outcome& outcome) {
  std::cout << "seed " << settings.seed << ": " << outcome.operations << " operations, " << outcome.accepted
            << " sign-ins, digest " << std::hex << outcome.digest << std::dec << '\n';
  if (!outcome.violation) return;
  for (const std::string& line : outcome.recent) std::cout << "  " << line << '\n';
  std::cout << "not true after operation " << outcome.operations << ": " << outcome.violation->claim << " ("
            << outcome.violation->detail << ")\nagain with: --seed " << settings.seed << " --steps "
            << settings.operations << '\n';
}

bool is_expected(const std::string& expected, const std::string& claim) {
  return ("|" + expected + "|").find("|" + claim + "|") != std::string::npos;
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  if (!read_options(count, arguments, options)) {
    std::cerr << "simulation [--seed N] [--steps M] [--worlds W] [--expect CLAIM]\n";
    return 2;
  }
  for (std::uint64_t i = 0; i < options.worlds; ++i, ++options.settings.seed) {
    const Outcome outcome = simulate(options.settings);
    print(options.settings, outcome);
    if (outcome.violation) {
      return !options.expected.empty() && is_expected(options.expected, outcome.violation->claim) ? 0 : 1;
    }
  }
  return options.expected.empty() ? 0 : 1;
}
