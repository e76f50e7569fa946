#pragma once

#include <optional>

#include "counterfoil/model/explanation.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "engine/lanes.hpp"

namespace counterfoil {

// Prompts: how many requests may wait on a person's phones, and what those cost that are not approved (DESIGN §5,
// number matching; FLOWS d). Whoever has the password can send some, so each lane has its own slot, pause and count.

/// Why no prompt may be sent now, and for how long.
struct PromptHold {
  Reason reason;
  Duration wait;
};

/// Who wants to send one.
struct PromptSender {
  const TicketId& ticket;  ///< Its own prompt that still waits would be replaced, and counts as unanswered.
  Lane lane;
  bool behind_password;
};

/// The lane in which a challenge was sent.
Lane lane_of(const Challenge& challenge) noexcept;

/// Whether a pending challenge can no longer be answered: it expired, a later change made it inert, or it was made by
/// a clock that was far ahead.
bool is_over(const Challenge& challenge, const AccountDocument& account, const Policy& policy,
             Timestamp now) noexcept;

/// What holds back a prompt: a pause after a denial or unanswered ones, the limits of a day, or another prompt
/// that waits in the same lane. Also counts what expired and was not recorded yet.
std::optional<PromptHold> prompt_hold(const AccountDocument& account, const PromptSender& sender,
                                      const Policy& policy, Timestamp now);

/// Records in the draft what is over: those unanswered are charged to their lane, what nobody can ask about any
/// more is forgotten, and what a clock that was ahead left is brought back.
void settle_prompts(Draft& draft, const Facts& facts);

/// Counts a prompt that is sent.
void count_prompt(AccountDocument& account, const Challenge& challenge, const Facts& facts);

/// Whether as many prompts were sent in this lane, without an approval, as a day may have.
bool is_day_full(const AccountDocument& account, Lane lane, const Policy& policy, Timestamp now);

/// Ends a pending challenge. A denial pauses at once; a prompt that ends in any way but an approval counts as
/// unanswered; an approval clears its lane's pause and counts.
void end_challenge(AccountDocument& account, Challenge& challenge, ChallengeState state, const Facts& facts);

/// Ends the prompts of a sign-in that goes on, or ends, another way.
void cancel_prompts(Draft& draft, const TicketId& ticket, const Facts& facts);

/// After "this wasn't me": no stranger's prompt for the longest pause there is.
void pause_prompts(AccountDocument& account, const Facts& facts);

}  // namespace counterfoil
