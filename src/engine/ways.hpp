#pragma once

#include <vector>

#include "counterfoil/model/policy.hpp"
#include "counterfoil/model/way.hpp"
#include "engine/lanes.hpp"
#include "model/account_document.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// The ways before any factor is proved: a constant of the realm, the same for every name. A reset from a known
/// browser may begin with a request on the phone, too.
std::vector<Way> first_ways(const TicketState& ticket, const Policy& policy);

/// Every way of an account for a ticket, offered or withheld, each with its reason; the suggested one first.
std::vector<Way> ways_of(const AccountDocument& account, const TicketState& ticket, Lane lane,
                         const Policy& policy, Timestamp now);

/// What a ticket still needs.
enum class Need {
  nothing,        ///< Complete.
  first_factor,   ///< A password, or the host's word.
  second_factor,  ///< A method.
};

/// What a ticket still needs, by its purpose, what was proved, and what the account has.
Need need_of(const AccountDocument& account, const TicketState& ticket, Lane lane, const Policy& policy,
             Timestamp now);

}  // namespace counterfoil
