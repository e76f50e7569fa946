#pragma once

#include "counterfoil/engine/sign_in.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "engine/lanes.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// The parts of a completed sign-in that have to be remembered to give it again.
struct CompletedSignIn {
  SessionId session;
  std::optional<BrowserId> browser;
  Timestamp signed_in;
};

/// Completes a sign-in or step-up whose factors suffice: spends the ticket, lists the session, knows the
/// browser where it was multi-factor and asked for, records and tells.
/// @return errc::throttled (too many live tickets), errc::entropy_failed.
Result<CompletedSignIn> complete_sign_in(Draft& draft, const TicketState& ticket, bool remember_browser,
                                         const Facts& facts);

/// What the host gets for it: the sealed assurance and known-browser token.
Result<SignedIn> signed_in_of(const AccountDocument& account, const TicketState& ticket,
                              const CompletedSignIn& completed, const SessionBinding& session,
                              const Facts& facts);

}  // namespace counterfoil
