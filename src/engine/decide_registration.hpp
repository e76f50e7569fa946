#pragma once

#include "engine/registrations.hpp"

namespace counterfoil {

/// Begins to register a code app (DESIGN §5).
/// @return errc::limit_reached, errc::not_allowed, errc::proof_required, errc::invalid_argument.
Result<RegistrationId> decide_begin_totp(Draft& draft, const ManageCommand& command,
                                         const std::string& nickname, const Facts& facts);

/// Confirms it by a current code.
Result<Changed> decide_confirm_totp(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                    const SecretBytes& code, const Facts& facts);

/// Ends a registration of any kind; one that is over is success.
Result<void> decide_cancel_registration(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                        const Facts& facts);

/// New time-based codes by the policy's rules, their secret sealed for the method.
/// @return errc::entropy_failed, errc::crypto_failed.
Result<Totp> new_totp(const AccountDocument& account, const MethodId& id, const Facts& facts);

}  // namespace counterfoil
