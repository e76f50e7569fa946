#pragma once

#include <vector>

#include "counterfoil/provider/store.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

/// The outbox rows of a draft's notices: one to the notice address or, without one, to the host's `notice` sender by
/// account id; and one to a former address that has to be told too. Each is sealed with its message id and carries
/// the token of its "this wasn't me" link.
Result<std::vector<OutboxRow>> notice_rows(const Draft& draft, const Facts& facts);

}  // namespace counterfoil
