#include "engine/guard.hpp"

#include <algorithm>

namespace counterfoil {

namespace {

constexpr std::size_t remembered = 3;

bool is_forgotten(const GuardDocument& guard, const GuardRules& rules, Timestamp now) {
  return now >= guard_expiry(guard, rules);
}

}  // namespace

std::optional<Error> guard_refusal(const GuardDocument& guard, const GuardRules& rules, Timestamp now) {
  const auto wait = pause_of(guard.ledger, rules.longest_pause, now);
  if (!wait) return std::nullopt;
  return Error(errc::throttled, "too many failures: try again later", *wait);
}

void charge_guard(GuardDocument& guard, const std::optional<std::uint32_t>& wrong_digest,
                  const GuardRules& rules, Timestamp now) {
  if (is_forgotten(guard, rules, now)) guard = GuardDocument{};
  guard.last_failure = now;
  if (wrong_digest) {
    auto& recent = guard.recent_wrong;
    if (std::find(recent.begin(), recent.end(), *wrong_digest) != recent.end()) return;
    recent.push_back(*wrong_digest);
    if (recent.size() > remembered) recent.erase(recent.begin());
  }
  charge(guard.ledger, pauses_of(rules), 0, now);
}

void clear_guard(GuardDocument& guard) {
  clear_in_a_row(guard.ledger);
  guard.recent_wrong.clear();
}

Timestamp guard_expiry(const GuardDocument& guard, const GuardRules& rules) {
  return guard.last_failure + rules.forgotten_after;
}

}  // namespace counterfoil
