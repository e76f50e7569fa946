#pragma once

#include <string>
#include <vector>

#include "counterfoil/model/event.hpp"
#include "counterfoil/model/notice.hpp"
#include "operations/operation.hpp"
#include "operations/table.hpp"

namespace counterfoil::operations {

/// What was seen when operations were called: the row that was found, and what it showed of events and notices.
struct Observed {
  Line row;
  std::vector<Event> events;
  std::vector<NoticeKind> notices;
};

/// Every operation by its name in the table.
const Operations& all_operations();
/// Every state by its words in the table.
const States& all_states();

/// The operations that a section is about: one or, with "Accounts::* except create, list", every other one of the
/// door that does not have a row of its own for the state.
std::vector<std::string> operations_of(const Section& section, const std::string& state,
                                       const std::vector<Section>& table);

/// Calls an operation in a state, in a world of its own.
Observed observe(const std::string& operation, const std::string& state);

/// An operation as the table has it and as it was seen.
struct Observation {
  std::string operation;
  Line expected;
  Observed observed;
};

/// Every row of the table, called once.
const std::vector<Observation>& all_observations();

}  // namespace counterfoil::operations
