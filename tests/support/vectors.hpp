#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/base/bytes.hpp"

namespace counterfoil::testing {

/// The bytes written as hexadecimal digits; "-" is none.
inline Bytes from_hex(std::string_view digits) {
  Bytes bytes;
  if (digits == "-") return bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(static_cast<std::byte>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

/// The lines of tests/vectors/<name>, each split at white space; empty lines and those with '#' first are
/// left out. Empty when there is no such file.
inline std::vector<std::vector<std::string>> read_vectors(const std::string& name) {
  std::ifstream file(COUNTERFOIL_TEST_VECTORS "/" + name);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::vector<std::string> row;
    for (std::string field; fields >> field;) row.push_back(field);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace counterfoil::testing
