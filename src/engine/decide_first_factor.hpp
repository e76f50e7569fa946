#pragma once

#include <optional>
#include <string>

#include "counterfoil/crypto/password_hash.hpp"
#include "engine/decide_answer.hpp"

namespace counterfoil {

/// What was verified outside the decision, and how.
struct VerifiedPassword {
  Bytes sealed_hash;                      ///< The verifier that was checked: the document must still have it.
  std::optional<std::string> rehashed{};  ///< A new PHC string, where the old one was weak or foreign.
  bool charged_to_browser = false;        ///< The try was charged to the known browser that it came from.
};

/// Settles a first factor that was proved: a password that matched, or the host's word (`verified` none).
/// Writes the account even when more is needed, so that a half sign-in leaves a trace (FLOWS a).
Result<SignInOutcome> decide_first_factor(Draft& draft, const AnswerCommand& command,
                                          const std::optional<VerifiedPassword>& verified,
                                          const Facts& facts);

/// Charges a password try from a known browser before it is verified, to that browser's own lane.
/// @return whether it is in the known lane; otherwise the guard has to be charged instead.
Result<bool> reserve_known_password_try(Draft& draft, const TicketState& ticket, const Facts& facts);

/// After a wrong password from a known browser: its try was charged before, now it counts for all of them.
Result<void> settle_known_password_failure(Draft& draft, const TicketState& ticket, const Facts& facts);

/// Charges a password try of somebody who is signed in, before it is verified, to the password's own ledger; a
/// right one clears it. @return errc::throttled, errc::not_allowed (the account has no password here).
Result<void> reserve_own_password_try(Draft& draft, const Facts& facts);

/// Clears that ledger after a right one that led to nothing, since what came with it was refused.
Result<void> clear_own_password_tries(Draft& draft);

}  // namespace counterfoil
