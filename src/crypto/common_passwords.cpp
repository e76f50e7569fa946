#include "crypto/common_passwords.hpp"

#include <algorithm>
#include <string_view>

#include "crypto/common_passwords_table.hpp"

namespace counterfoil::detail {

namespace {

/// Less than 0, 0, more than 0 as `line` sorts before, is, or sorts after `form`. Lines are ASCII.
int compare(std::string_view line, CodePoints form) noexcept {
  for (std::size_t i = 0; i < line.size() && i < form.size(); ++i) {
    const UChar32 difference = static_cast<unsigned char>(line[i]) - form[i];
    if (difference != 0) return difference;
  }
  return static_cast<int>(line.size()) - static_cast<int>(form.size());
}

std::string_view line_around(std::string_view block, std::size_t position) noexcept {
  const std::size_t before = position == 0 ? std::string_view::npos : block.rfind('\n', position - 1);
  const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
  return block.substr(first, block.find('\n', position) - first);
}

bool block_has(std::string_view block, CodePoints form) noexcept {
  std::size_t low = 0;
  std::size_t high = block.size();
  while (low < high) {
    const std::string_view line = line_around(block, low + (high - low) / 2);
    const auto start = static_cast<std::size_t>(line.data() - block.data());
    const int order = compare(line, form);
    if (order == 0) return true;
    if (order < 0) {
      low = start + line.size() + 1;
    } else {
      high = start;
    }
  }
  return false;
}

}  // namespace

bool is_common_password(CodePoints form) noexcept {
  const auto blocks = common_password_blocks();
  const auto after = std::upper_bound(
      blocks.begin(), blocks.end(), form,
      [](CodePoints wanted, std::string_view block) { return compare(line_around(block, 0), wanted) > 0; });
  return after != blocks.begin() && block_has(*(after - 1), form);
}

}  // namespace counterfoil::detail
