#pragma once

#include "counterfoil/engine/security_info.hpp"
#include "engine/manage_grounds.hpp"

namespace counterfoil {

/// @return errc::not_found.
Result<void> decide_forget_browser(Draft& draft, const ManageCommand& command, const BrowserId& id,
                                   const Facts& facts);

/// @return errc::not_found.
Result<void> decide_end_session(Draft& draft, const ManageCommand& command, const SessionId& id,
                                const Facts& facts);

/// Bumps the epoch: every assurance and ticket made before is inert, whatever the clock says, and every other
/// browser is forgotten. The caller's session goes on with a fresh assurance, and its browser with a fresh token.
Result<Changed> decide_sign_out_everywhere(Draft& draft, const ManageCommand& command, const Facts& facts);

/// Begins a new epoch for a session that goes on, and keeps the outcome of the operation that did it.
Result<Changed> renew_epoch(Draft& draft, const ManageCommand& command, const Operation& operation,
                            const Facts& facts);

/// A fresh assurance, and a fresh token for the caller's browser if it is known.
Result<Changed> renewed(Draft& draft, const ManageCommand& command, const Facts& facts);

}  // namespace counterfoil
