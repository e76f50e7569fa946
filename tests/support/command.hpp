#pragma once

#include <array>
#include <cstdio>
#include <string>

namespace counterfoil::testing {

struct CommandOutput {
  int status;        ///< as of pclose(): 0 when the command ran and said it went well
  std::string text;  ///< what it wrote to its standard output
};

/// Runs a shell command: for independent tools that tests check against.
inline CommandOutput run_command(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return {-1, {}};
  std::string text;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    text.append(buffer.data(), n);
  }
  return {::pclose(pipe), text};
}

}  // namespace counterfoil::testing
