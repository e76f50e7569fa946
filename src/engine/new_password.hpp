#pragma once

#include <string>
#include <vector>

#include "engine/engine_core.hpp"

namespace counterfoil {

/// Screens a new password: length by whether a second factor is always used with it, the common ones, the
/// tenant's words, and words that are known about the account.
/// @return the password prepared by RFC 8265 OpaqueString, or errc::password_rejected (the message says why),
///         errc::invalid_password.
Result<SecretBytes> screened_password(const TenantSettings& tenant, const Policy& policy,
                                      const AccountReading* account, const SecretBytes& password);

/// Screens, asks the breach check, and hashes in the bounded pool.
/// @return a PHC string, or errc::password_rejected, errc::invalid_password, errc::throttled, or an environment
///         error: a breach check that fails is never a yes.
Result<std::string> new_password_hash(EngineCore& core, const TenantSettings& tenant, const Policy& policy,
                                      const AccountReading* account, const SecretBytes& password);

}  // namespace counterfoil
