#pragma once

#include "counterfoil/engine/security_info.hpp"
#include "engine/manage_grounds.hpp"

namespace counterfoil {

/// @return errc::not_found, errc::invalid_argument, errc::proof_required.
Result<void> decide_rename(Draft& draft, const ManageCommand& command, const MethodId& id,
                           const std::string& nickname, const Facts& facts);

/// @return errc::not_found, errc::not_allowed (recovery codes, or a method that cannot be used), errc::proof_required.
Result<void> decide_set_default(Draft& draft, const ManageCommand& command, const MethodId& id,
                                const Facts& facts);

/// Removes a method; the next best becomes the default in the same commit. Refused when it would strand the
/// person. Kept aside while its removal can be reported.
Result<Changed> decide_remove(Draft& draft, const ManageCommand& command, const MethodId& id,
                              const Facts& facts);

/// Takes a method off the account and keeps it while its removal can be reported; the next best becomes the default
/// in its place. @param removed_by  sequence of the event that removes it.
void set_aside(Draft& draft, const MethodId& id, std::uint64_t removed_by, const Facts& facts);

/// Sets a method aside, records it and tells the person. @param event  what is known of who did it.
void remove_method(Draft& draft, const MethodId& id, EventDraft event, const Facts& facts);

/// Replaces the recovery codes; the former list is set aside. The codes are derived from the operation, so that a retry shows the same.
Result<NewRecoveryCodes> decide_new_recovery_codes(Draft& draft, const ManageCommand& command,
                                                   const Facts& facts);

}  // namespace counterfoil
