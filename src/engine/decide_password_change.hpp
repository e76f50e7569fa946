#pragma once

#include <string>

#include "counterfoil/engine/security_info.hpp"
#include "engine/decide_first_factor.hpp"
#include "engine/manage_grounds.hpp"

namespace counterfoil {

/// Before the current password is verified: the caller may change it, and the try is charged.
/// @return whether this change was made already by the same operation (the current password is then not looked at).
Result<bool> reserve_password_change(Draft& draft, const ManageCommand& command, const Operation& operation,
                                     const Facts& facts);

/// After it was verified: the new hash in place, a new epoch, everybody else signed out.
/// @return errc::password_mismatch when the verifier that was checked is not the present one any more.
Result<Changed> settle_password_change(Draft& draft, const ManageCommand& command, const Operation& operation,
                                       const VerifiedPassword& verified, const std::string& phc,
                                       const Facts& facts);

/// Sets the password of a proved reset. The grant works once.
/// @return errc::expired, errc::not_found, errc::revoked, errc::suspended.
Result<void> decide_password_reset(Draft& draft, const ResetGrantState& grant, const std::string& phc,
                                   const Facts& facts);

/// The new password in the document, with the counts that a changed password restarts. Also for the host's own
/// change. @param event  what it is recorded as.
Result<void> put_password(Draft& draft, const std::string& phc, EventDraft event, NoticeKind notice,
                          const Facts& facts);

}  // namespace counterfoil
