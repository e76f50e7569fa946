#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace counterfoil::testing {

/// The page at `path` of the source tree, to be compared with `document`; when COUNTERFOIL_WRITE_DOCS is set,
/// `document` is written there first.
inline std::string written_page(const std::string& path, const std::string& document) {
  const std::string whole = std::string(COUNTERFOIL_SOURCE_DIR) + "/" + path;
  if (std::getenv("COUNTERFOIL_WRITE_DOCS") != nullptr) {  // NOLINT: no other thread runs
    std::ofstream(whole) << document;
  }
  std::ifstream file(whole);
  std::ostringstream written;
  written << file.rdbuf();
  return written.str();
}

}  // namespace counterfoil::testing
