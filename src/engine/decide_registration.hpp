#pragma once

#include "counterfoil/engine/security_info.hpp"
#include "engine/manage_grounds.hpp"

namespace counterfoil {

/// Begins to register a code app (DESIGN §5): nothing is active before its proof.
/// @return errc::limit_reached, errc::not_allowed, errc::proof_required, errc::invalid_argument.
Result<RegistrationId> decide_begin_totp(Draft& draft, const ManageCommand& command,
                                         const std::string& nickname, const Facts& facts);

/// The open registration of this session. @return errc::not_found (over, ended, or of another session).
Result<const Registration*> find_registration(const AccountDocument& account, const RegistrationId& id,
                                              const ManageCommand& command, Timestamp now);

/// Confirms it by a current code. The grounds are looked at again: one begun on a password alone ends when any
/// method became active since.
Result<Changed> decide_confirm_totp(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                    const SecretBytes& code, const Facts& facts);

/// Ends it; one that is over is success.
Result<void> decide_cancel_registration(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                        const Facts& facts);

/// The method id that a registration's method will have: the registration's own bytes, so that what is sealed for
/// it need not be sealed again.
MethodId method_of(const RegistrationId& id);

}  // namespace counterfoil
