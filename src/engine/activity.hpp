#pragma once

#include "counterfoil/engine/security_info.hpp"
#include "counterfoil/provider/store.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

struct ActivityRange {
  std::uint64_t before = 0;  ///< Sequence; 0: from the newest on.
  std::size_t limit = 0;
};

/// A page of an account's events in words, newest first, each with the token that reports it while it can be.
Result<ActivityPage> activity_page(Store& store, const AccountDocument& account, const Facts& facts,
                                   const ActivityRange& range);

}  // namespace counterfoil
