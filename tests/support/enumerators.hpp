#pragma once

#include <fstream>
#include <iterator>
#include <regex>
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
  text = text.substr(begin, text.find("\n};", begin) - begin);
  text = std::regex_replace(text, std::regex("//[^\n]*"), "");
  const std::regex enumerator(R"((\w+)\s*=\s*(\d+))");
  std::vector<std::pair<std::string, int>> found;
  for (std::sregex_iterator match(text.begin(), text.end(), enumerator), end; match != end; ++match) {
    found.emplace_back((*match)[1].str(), std::stoi((*match)[2].str()));
  }
  return found;
}

}  // namespace counterfoil::testing
