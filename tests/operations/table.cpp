#include "operations/table.hpp"

#include <fstream>
#include <stdexcept>

namespace counterfoil::operations {

namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t from = 0;
  for (std::size_t bar = line.find('|'); bar != std::string::npos; bar = line.find('|', from)) {
    cells.push_back(trimmed(line.substr(from, bar - from)));
    from = bar + 1;
  }
  cells.push_back(trimmed(line.substr(from)));
  return cells;
}

}  // namespace

std::vector<std::vector<std::string>> read_cells(const std::string& name) {
  std::ifstream file(std::string(COUNTERFOIL_SOURCE_DIR) + "/tests/operations/" + name);
  if (!file) throw std::runtime_error(name + ": cannot be opened");
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(file, line);) {
    if (!trimmed(line).empty() && line[0] != '#') lines.push_back(cells_of(line));
  }
  return lines;
}

std::vector<Section> read_table() {
  std::vector<Section> sections;
  for (const auto& cells : read_cells("operations.txt")) {
    if (cells.size() == 1 && cells[0].rfind("== ", 0) == 0) {
      sections.push_back({cells[0].substr(3), {}, {}});
      continue;
    }
    if (sections.empty()) throw std::runtime_error("operations.txt: expected == before: " + cells[0]);
    Section& section = sections.back();
    if (cells.size() == 1) {
      section.description += (section.description.empty() ? "" : " ") + cells[0];
    } else if (cells.size() == 6) {
      section.rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
    } else {
      throw std::runtime_error("operations.txt: expected 6 cells: " + cells[0]);
    }
  }
  return sections;
}

std::string text_of(const Line& line) {
  return line.state + " | " + line.outcome + " | " + line.reads + " | " + line.commits + " | " + line.events +
         " | " + line.notices;
}

}  // namespace counterfoil::operations
