#pragma once

#include <cstdint>
#include <optional>

#include "counterfoil/base/error.hpp"
#include "counterfoil/model/policy.hpp"
#include "model/guard_document.hpp"

namespace counterfoil {

// The guard of a name: pure rules over its document. A guard is alike for known and unknown names.

/// Whether the guard answers without looking at the proof. @return errc::throttled with `retry_after`.
std::optional<Error> guard_refusal(const GuardDocument& guard, const GuardRules& rules, Timestamp now);

/// Charges a try before it is verified. A password that is among the last three wrong ones is verified as
/// always, only not charged again. @param wrong_digest  none for proofs that are no password.
void charge_guard(GuardDocument& guard, const std::optional<std::uint32_t>& wrong_digest,
                  const GuardRules& rules, Timestamp now);

/// Clears the guard after a right proof.
void clear_guard(GuardDocument& guard);

/// When the row of this guard may be swept.
Timestamp guard_expiry(const GuardDocument& guard, const GuardRules& rules);

}  // namespace counterfoil
