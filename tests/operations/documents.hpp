#pragma once

#include <string>
#include <vector>

#include "operations/table.hpp"

namespace counterfoil::operations {

/// What stands in events.txt of one event type.
struct EventEntry {
  std::string type;
  std::string when;
  std::vector<std::string> body;  ///< Fields of Event that may be filled.
};

std::vector<EventEntry> read_events_table();

/// docs/operations.md, made from operations.txt.
std::string operations_document();
/// docs/events.md, made from events.txt, the sentences of the library, and where operations.txt has the events.
std::string events_document();

/// Compares a document with the file, or writes the file when COUNTERFOIL_WRITE_DOCS is set.
/// @return whether they are the same.
bool is_current(const std::string& path, const std::string& document);

}  // namespace counterfoil::operations
