#pragma once

#include <optional>
#include <string>

#include "counterfoil/base/result.hpp"
#include "engine/decide_first_factor.hpp"
#include "engine/engine_core.hpp"

namespace counterfoil {

/// A password as it is to be verified: prepared by RFC 8265 OpaqueString, with the account's verifier or none.
struct PasswordCheck {
  const TenantId& tenant;
  const Policy& policy;
  SecretBytes prepared;  ///< For the library's own hashes.
  SecretBytes received;  ///< For foreign ones: exactly as it came.
  std::optional<AccountReading> account;
  VerificationSlots::Lane lane = VerificationSlots::Lane::stranger;
};

/// Verifies a password outside any decision, in the bounded pool. For an absent account, or one without a
/// password, as much is hashed and the same ports are called, and the answer is no: where a password
/// directory is configured, both it and Argon2id run for everybody.
///
/// @return what was verified (with a new hash where the old one is weak or foreign), or
///         errc::password_mismatch, errc::throttled (the pool is full), or an environment error.
Result<VerifiedPassword> verify_account_password(EngineCore& core, const PasswordCheck& check);

/// The cost that the policy asks of new hashes.
Argon2idCost cost_of(const Policy& policy) noexcept;

}  // namespace counterfoil
