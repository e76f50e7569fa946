#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace counterfoil::testing {

/// Where the last frame ends in a write-ahead log that has not started again
/// (https://www.sqlite.org/fileformat2.html#walformat).
inline std::size_t end_of_log(const std::string& path) {
  constexpr std::size_t header = 32;
  constexpr std::size_t frame_header = 24;
  constexpr std::size_t page = 4096;
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string_view salts = std::string_view(text).substr(16, 8);
  std::size_t end = header;
  while (end + frame_header + page <= text.size() && text.substr(end + 8, 8) == salts) {
    end += frame_header + page;
  }
  return end;
}

}  // namespace counterfoil::testing
