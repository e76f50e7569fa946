#pragma once

#include <variant>

#include "counterfoil/crypto/digest.hpp"
#include "counterfoil/model/proof.hpp"
#include "counterfoil/otp/totp.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

/// Verifies a typed code against a code app, or the own codes of a phone, and on success raises its floor in the draft.
/// @return errc::code_mismatch, errc::code_replayed, errc::drift_exceeded (to be charged), errc::clock_failed
///         (and an alarm is drafted), or an environment error.
Result<void> accept_totp(Draft& draft, const MethodId& method, const SecretBytes& code, const Facts& facts);

/// Algorithm, digits and period of a code app.
Result<TotpParameters> parameters_of(const Totp& totp);

/// Verifies a typed code against the parameters of a code app, and on success raises its floor.
Result<void> verify_totp_code(Totp& totp, const SecretBytes& secret, const SecretBytes& code,
                              const Facts& facts);

/// Verifies a recovery code, and on success uses it up in the draft.
/// @return errc::code_mismatch, errc::code_replayed (used before), errc::invalid_encoding (no such code), or an
///         environment error.
Result<void> accept_recovery_code(Draft& draft, const MethodId& method, const SecretBytes& code,
                                  const Facts& facts);

/// What is stored of a recovery code: a digest of its canonical form under the list's own key.
Result<Digest256> recovery_code_digest(const SecretBytes& list_key, const SecretBytes& code);

}  // namespace counterfoil
