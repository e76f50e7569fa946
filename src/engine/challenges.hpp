#pragma once

#include <optional>
#include <string>

#include "counterfoil/model/prompt.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

/// A request to be made: what it is for, whom it reaches, and what the phone shows.
struct ChallengePlan {
  ChallengePurpose purpose;
  MethodId method;
  TicketId ticket{};                         ///< None in a registration.
  std::optional<BrowserId> known_browser{};  ///< In the known lane.
  bool behind_password = false;
  bool is_first_time_here = false;
  const RequestContext& context;
};

/// Adds a challenge to the draft. Those that have ended make room, the oldest first.
/// @return errc::throttled when too many are pending, errc::entropy_failed, or another environment error.
Result<Challenge*> add_challenge(Draft& draft, const ChallengePlan& plan, const Facts& facts);

/// The challenge with this id, or null.
const Challenge* find_challenge(const AccountDocument& account, const ChallengeId& id) noexcept;
Challenge* find_challenge(AccountDocument& account, const ChallengeId& id) noexcept;

/// The newest challenge of a sign-in, or null.
const Challenge* challenge_of(const AccountDocument& account, const TicketId& ticket) noexcept;

/// The newest test of a registration that will become this method, or null.
const Challenge* test_of(const AccountDocument& account, const MethodId& method) noexcept;

/// How a challenge stands at `now`.
PromptState state_of(const Challenge& challenge, const AccountDocument& account, const Facts& facts) noexcept;

/// What the browser sees of it. @param label  of the phone.
Result<PromptView> prompt_view(const AccountDocument& account, const Challenge& challenge,
                               const std::string& label, const Facts& facts);

}  // namespace counterfoil
