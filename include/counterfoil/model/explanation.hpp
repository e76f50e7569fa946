#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "counterfoil/base/api.hpp"

namespace counterfoil {

/// Why a way or an action is offered or withheld. The numbers never change meaning.
enum class Reason : std::uint16_t {
  strongest_available = 1,  ///< Suggested: the strongest that the account has.
  chosen_default = 2,       ///< Suggested: the person chose it as the default.
  available = 3,            ///< Offered.
  first_factor = 4,         ///< Offered to everybody as the first step in this realm.
  used_already = 20,        ///< Withheld: proved in this sign-in already.
  paused = 21,              ///< Withheld: too many failures; parameter `seconds`.
  over_limit = 22,          ///< Withheld: too many failures over days; parameter `hours`.
  method_suspended = 23,    ///< Withheld: suspended after a report.
  denied_by_policy = 24,    ///< Withheld: the policy does not allow this method here.
  codes_used_up = 25,       ///< Withheld: no recovery code is left.
  clock_behind = 26,        ///< Withheld: this server's clock is behind a step accepted before.
  needs_first_factor = 27,  ///< Withheld: another factor has to be proved first.
  needs_second_factor =
      28,                  ///< Action withheld: a fresh multi-factor sign-in is needed; parameter `minutes`.
  needs_access_pass = 29,  ///< Action withheld: the service desk has to help.
  would_strand = 30,       ///< Action withheld: nothing to sign in with would be left.
  limit_reached = 31,      ///< Action withheld: as many as allowed; parameter `limit`.
  method_disabled = 32,    ///< Withheld: too many failures in a row; only registering it anew helps.
  prompt_waiting = 33,     ///< Withheld: a request waits on a phone already; parameter `seconds`.
  prompts_paused = 34,     ///< Withheld: requests were denied or not answered; parameter `seconds`.
};

/// A reason as data and as one English sentence for the person.
struct Explanation {
  Reason reason;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::string sentence;
};

/// Makes the sentence from the reason and its parameters. Thread-safe.
COUNTERFOIL_API Explanation explain(Reason reason,
                                    std::vector<std::pair<std::string, std::string>> parameters = {});

/// The stable name of a reason (`"paused"`). Thread-safe.
COUNTERFOIL_API std::string_view name_of(Reason reason) noexcept;

}  // namespace counterfoil
