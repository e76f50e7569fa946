#pragma once

#include "counterfoil/engine/sign_in.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// A request to be sent to a phone, for a ticket that was opened.
struct PromptCommand {
  TicketState ticket;
  const StartPrompt& request;
};

/// Whether something was proved before in this sign-in: a way that disturbs needs that, or a known browser.
bool is_behind_a_factor(const TicketState& ticket) noexcept;

/// Sends a request to a phone (FLOWS d). One that this sign-in still has waiting is replaced, and counts as
/// unanswered. @return errc::throttled, errc::not_allowed, and as check_live_ticket().
Result<PromptView> decide_start_prompt(Draft& draft, const PromptCommand& command, const Facts& facts);

/// How the newest request of a sign-in stands. @return errc::not_found (none was sent, or it is forgotten).
Result<PromptView> prompt_of_ticket(const AccountDocument& account, const TicketState& ticket,
                                    const Facts& facts);

/// The account that a ticket of a known browser means before anything was proved: a reset may begin with a request
/// on the phone there. Leaves a ticket alone that names its account. @return errc::not_allowed.
Result<void> name_account(TicketState& ticket, const AccountDocument& account, const Facts& facts);

}  // namespace counterfoil
