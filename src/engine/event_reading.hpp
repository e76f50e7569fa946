#pragma once

#include <vector>

#include "counterfoil/engine/accounts.hpp"
#include "counterfoil/model/event.hpp"
#include "engine/engine_core.hpp"

namespace counterfoil {

// What is read from journals, page by page.

/// Every event of an account that is still there, ascending.
Result<std::vector<Event>> all_events(Store& store, const AccountDocument& account);

/// Checks the chain against the document, of a deleted account too.
Result<EventVerification> verify_event_chain(EngineCore& core, const AccountRun& run);

/// Moves the anchor behind the events that are older than the policy's age, then removes their journal rows.
/// @return how many rows went.
Result<std::size_t> prune_old_events(EngineCore& core, const AccountRun& run);

/// Whether a deleted account's events still have bodies.
Result<bool> has_event_bodies(EngineCore& core, const AccountRun& run);

/// Erases the bodies of all events of a deleted account.
Result<void> erase_event_bodies(EngineCore& core, const AccountRun& run);

}  // namespace counterfoil
