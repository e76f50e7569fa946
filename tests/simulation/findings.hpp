#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace counterfoil::simulation {

/// What the simulation holds against the engine: each a claim that must be true after every step.
namespace claims {
inline constexpr std::string_view accepted_once = "nothing is accepted twice";
inline constexpr std::string_view right_proof = "only the right proof is accepted";
inline constexpr std::string_view own_account = "a name leads to its own account only";
inline constexpr std::string_view within_budget = "strangers' guesses keep within their budgets";
inline constexpr std::string_view known_budget = "known browsers' guesses keep within their budget";
inline constexpr std::string_view counts_last = "counts fall with time only";
inline constexpr std::string_view floors_last = "a floor never falls";
inline constexpr std::string_view not_stranded = "nobody is stranded";
inline constexpr std::string_view owner_not_paused = "strangers never pause an owner's known browser";
inline constexpr std::string_view nothing_lost = "nothing acknowledged is lost";
inline constexpr std::string_view nothing_denied = "what is stored is not called failed";
inline constexpr std::string_view chain_whole = "the chain of events is whole";
inline constexpr std::string_view no_secret = "no secret stands in a stored or logged byte";
inline constexpr std::string_view revoked = "nothing from before a revocation holds";
inline constexpr std::string_view told = "every change is told";
inline constexpr std::string_view told_truth = "nothing is told that did not happen";
inline constexpr std::string_view not_believed = "an altered row is never believed";
inline constexpr std::string_view same_answer = "a retry gives the same answer";
inline constexpr std::string_view no_exception = "no exception leaves the engine";
inline constexpr std::string_view reachable = "with a calm store an owner gets in";
}  // namespace claims

/// A claim that was not true.
struct Violation {
  std::string claim;
  std::string detail;  ///< Without secrets.
};

/// Keeps the first violation. It is noted, not thrown: inside a provider the engine would catch it.
class Findings {
 public:
  void add(std::string_view claim, std::string detail) {
    if (!first_) first_ = Violation{std::string(claim), std::move(detail)};
  }
  /// Notes a violation unless `holds`. @return `holds`.
  bool expect(bool holds, std::string_view claim, std::string_view detail) {
    if (!holds) add(claim, std::string(detail));
    return holds;
  }
  const std::optional<Violation>& first() const noexcept { return first_; }

 private:
  std::optional<Violation> first_;
};

}  // namespace counterfoil::simulation
