#pragma once

#include "counterfoil/base/result.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// Whether the assurance holds for this account now: incarnation, epoch, state, its session still listed, its day
/// not over. @return errc::expired, errc::revoked, errc::suspended.
Result<void> check_assurance(const AccountDocument& account, const AssuranceState& assurance, Timestamp now);

/// Whether the factors are multi-factor with a held one proved at most `window` ago: what managing asks for.
bool is_fresh_multi_factor(const std::vector<ProvedFactor>& factors, Duration window, Timestamp now);

/// Whether any factor was proved at most `window` ago.
bool is_fresh(const std::vector<ProvedFactor>& factors, Duration window, Timestamp now);

}  // namespace counterfoil
