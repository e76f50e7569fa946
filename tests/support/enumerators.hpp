#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace counterfoil::testing {

/// The enumerators of `enum class <enumeration>` in a header (path from the top of the source tree), with
/// their numbers, as they are written there: so that a test walks all of them, also those added later.
inline std::vector<std::pair<std::string, int>> enumerators_of(const std::string& header,
                                                               const std::string& enumeration) {
  std::ifstream file(std::string(COUNTERFOIL_SOURCE_DIR) + "/" + header);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::size_t begin = text.find("enum class " + enumeration + " ");
  if (begin == std::string::npos) return {};
  std::istringstream lines(text.substr(begin, text.find("\n};", begin) - begin));
  std::string code;  // without comments
  for (std::string line; std::getline(lines, line);) {
    code.append(line, 0, std::min(line.find("//"), line.size())).append(" ");
  }
  std::vector<std::pair<std::string, int>> found;
  for (std::size_t at = code.find('='); at != std::string::npos; at = code.find('=', at + 1)) {
    const std::size_t last = code.find_last_not_of(' ', at - 1);
    const std::size_t first = code.find_last_of(" ,", last) + 1;
    found.emplace_back(code.substr(first, last + 1 - first), std::stoi(code.substr(at + 1)));
  }
  return found;
}

}  // namespace counterfoil::testing
