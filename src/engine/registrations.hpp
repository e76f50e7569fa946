#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "counterfoil/engine/security_info.hpp"
#include "engine/manage_grounds.hpp"

namespace counterfoil {

// What registrations of every kind have in common (DESIGN §5): nothing is active before its proof, each belongs to
// the session that began it, and its grounds are looked at again at the end.

/// The method id that a registration's method will have: the registration's own bytes, so that what is sealed for
/// it need not be sealed again.
MethodId method_of(const RegistrationId& id);
/// The other way round.
RegistrationId registration_of(const MethodId& id);

/// Whether one more authenticator, code app or token may be added. @return errc::limit_reached.
Result<void> check_app_limit(const AccountDocument& account, const Policy& policy);

/// A new registration on the caller's grounds, not yet in the draft.
/// @return errc::proof_required, errc::not_allowed, errc::limit_reached, errc::entropy_failed.
Result<Registration> new_registration(const AccountDocument& account, const ManageCommand& command,
                                      MethodKind kind, const Facts& facts);

/// Puts it into the draft. When as many are open as may be, the oldest ends.
void open_registration(Draft& draft, Registration registration, const ManageCommand& command,
                       const Facts& facts);

/// The open registration of this session. @return errc::not_found (over, ended, or of another session).
Result<const Registration*> find_registration(const AccountDocument& account, const RegistrationId& id,
                                              const ManageCommand& command, Timestamp now);
/// The registration with this id, or null.
Registration* find_registration(AccountDocument& account, const RegistrationId& id) noexcept;

/// Ends the registrations that `ends` is true for, each with an event that says why.
void end_registrations(Draft& draft, std::string_view why, const RequestContext& context,
                       const std::function<bool(const Registration&)>& ends);
void end_registration(Draft& draft, const RegistrationId& id, std::string_view why,
                      const RequestContext& context);

/// Drops all of them: the epoch ends.
void drop_registrations(Draft& draft);

/// Whether the grounds that a registration was begun on still hold: one begun on a password alone ends when any
/// method became active since. @return errc::proof_required, and as registration_grounds().
Result<void> check_grounds(Draft& draft, const Registration& registration, const ManageCommand& command,
                           const Facts& facts);

/// Makes the method of a proved registration active, and the default if there is none; tells the person.
void activate(Draft& draft, const Registration& registration, const ManageCommand& command,
              const Facts& facts);

/// What the caller gets: a fresh assurance that contains the new factor.
Result<Changed> changed_by(Draft& draft, const ManageCommand& command, const ProvedFactor& proved,
                           const Facts& facts);

}  // namespace counterfoil
