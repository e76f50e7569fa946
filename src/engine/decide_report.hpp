#pragma once

#include "counterfoil/engine/sign_in.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// "This wasn't me" (FLOWS k): undoes what happened from the reported event on. Every method added or changed
/// since is suspended, what was removed is back, browsers that appeared since are forgotten, all sessions end,
/// and the password has to be changed. Other known browsers stay. Reporting twice changes nothing more.
///
/// @return errc::expired (the report's time is over), errc::not_found (another incarnation).
Result<ReportOutcome> decide_report(Draft& draft, const ReportState& report, const Facts& facts);

}  // namespace counterfoil
