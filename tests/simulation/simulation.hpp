#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "simulation/findings.hpp"

namespace counterfoil::simulation {

/// Where a simulation begins, and how long it lasts. The same settings give the same run.
struct Settings {
  std::uint64_t seed = 1;
  std::uint64_t operations = 50'000;
};

/// How a run ended.
struct Outcome {
  std::uint64_t operations = 0;
  std::uint64_t accepted = 0;  ///< Completed sign-ins.
  std::uint64_t digest = 0;    ///< Of everything that was asked and answered.
  std::optional<Violation> violation{};
  std::vector<std::string> recent{};  ///< The last operations, without secrets.
};

/// Runs one world until so many operations were made, or a claim was not true.
Outcome simulate(const Settings& settings);

}  // namespace counterfoil::simulation
