#pragma once

#include <string>
#include <vector>

namespace counterfoil::operations {

/// What one call costs and tells: a line of operations.txt.
struct Line {
  std::string state;
  std::string outcome;  ///< What it leads to, or the name of an errc.
  std::string reads;    ///< Calls that read from the store, in their order; "-" for none.
  std::string commits;  ///< Calls that change the store, in their order.
  std::string events;   ///< Types, in the order of their sequences.
  std::string notices;  ///< Kinds, one for each message.

  friend bool operator==(const Line&, const Line&) = default;
};

/// Everything about one operation.
struct Section {
  std::string operation;    ///< "SignIn::begin", "SignIn::answer (code)"
  std::string description;  ///< Markdown, one paragraph.
  std::vector<Line> rows;
};

/// The table of operations as it stands in the source tree. Throws std::runtime_error when it is malformed.
std::vector<Section> read_table();

/// The row as a line of operations.txt.
std::string text_of(const Line& line);

/// The lines of a file of tables: cells between bars, trimmed. Comments and empty lines are left out; a line
/// without a bar is one cell.
std::vector<std::vector<std::string>> read_cells(const std::string& name);

}  // namespace counterfoil::operations
