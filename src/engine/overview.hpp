#pragma once

#include "counterfoil/engine/security_info.hpp"
#include "engine/facts.hpp"
#include "engine/manage_grounds.hpp"

namespace counterfoil {

/// The Security info page: what the account has, and what may be done now, each with its reason.
Overview overview_of(const AccountDocument& account, const ManageCommand& command, const Facts& facts);

/// The browsers and sessions as lists, the caller's own marked.
std::vector<BrowserView> browsers_of(const AccountDocument& account, const ManageCommand& command);
std::vector<SessionView> sessions_of(const AccountDocument& account, const ManageCommand& command,
                                     Timestamp now);

}  // namespace counterfoil
