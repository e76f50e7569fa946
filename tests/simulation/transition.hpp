#pragma once

#include <vector>

#include "codec/notice_codec.hpp"
#include "counterfoil/model/policy.hpp"
#include "model/account_document.hpp"
#include "simulation/findings.hpp"
#include "simulation/origin.hpp"

namespace counterfoil::simulation {

/// One commit of an account, seen from outside.
struct Transition {
  const AccountDocument* before;  ///< Null: there was no row.
  const AccountDocument& after;
  const Origin& origin;
  Timestamp now;
  const Policy& policy;
  const std::vector<NoticeMessage>& notices;
};

/// What no commit may do, whatever it was for: see transition.cpp, where each check is a claim.
void check_transition(const Transition& transition, Findings& findings);

/// Whether this commit revokes everything that was given out before it.
bool is_revocation(const Transition& transition);

/// Whether the password was replaced by another one (a new hash of the same one is none).
bool has_new_password(const Transition& transition);

}  // namespace counterfoil::simulation
