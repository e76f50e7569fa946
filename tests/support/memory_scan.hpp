#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace counterfoil::testing {

/// How often a text stands in this process's writable memory, as UTF-8, UTF-16 and UTF-32 together. The text is
/// given as a function from index to code point (all below U+0800), so that looking for it makes no copy.
class MemoryScan {
 public:
  /// Code points compared, after those that an allocator's own notes may have overwritten in freed memory.
  static constexpr std::size_t length = 12;
  static constexpr std::size_t skipped = 12;
  using CodePointAt = char32_t (*)(std::size_t);

  explicit MemoryScan(CodePointAt code_point_at)
      : at_(code_point_at), memory_(::open("/proc/self/mem", O_RDONLY)) {}
  MemoryScan(const MemoryScan&) = delete;
  MemoryScan& operator=(const MemoryScan&) = delete;
  ~MemoryScan() { ::close(memory_); }

  int count() {
    int found = 0;
    std::ifstream maps("/proc/self/maps");
    std::vector<std::string> lines;
    for (std::string line; std::getline(maps, line);) lines.push_back(line);
    for (const std::string& line : lines) {
      std::istringstream fields(line);
      std::uintptr_t from = 0;
      std::uintptr_t to = 0;
      char dash = 0;
      std::string access;
      fields >> std::hex >> from >> dash >> to >> access;
      constexpr std::uintptr_t largest = std::uintptr_t{256} << 20;  // a sanitizer's shadow is larger
      if (access.rfind("rw", 0) == 0 && to - from <= largest) found += count_between(from, to);
    }
    return found;
  }

 private:
  int count_between(std::uintptr_t from, std::uintptr_t to) {
    constexpr std::size_t overlap = length * 4;
    int found = 0;
    for (std::uintptr_t start = from; start < to; start += buffer_.size() - overlap) {
      const auto got = ::pread(memory_, buffer_.data(), buffer_.size(), static_cast<::off_t>(start));
      if (got <= 0) break;
      const auto size = std::min<std::size_t>(static_cast<std::size_t>(got), to - start);
      // What overlaps is looked at by the next turn.
      const std::size_t last = start + size < to ? size - overlap : size;
      for (std::size_t i = 0; i < last; i += 2) {
        const bool here = stands_at<char16_t>(i, size) || stands_at<char32_t>(i, size) ||
                          utf8_stands_at(i, size) || utf8_stands_at(i + 1, size);
        // The buffer is writable memory too; what it holds of itself does not count.
        if (here && !is_own(start + i)) ++found;
      }
      buffer_.fill(std::byte{0});
    }
    return found;
  }

  bool is_own(std::uintptr_t address) const {
    const auto own = reinterpret_cast<std::uintptr_t>(buffer_.data());
    return address >= own && address < own + buffer_.size();
  }

  template <class Unit>
  bool stands_at(std::size_t position, std::size_t size) const {
    if (position + length * sizeof(Unit) > size) return false;
    for (std::size_t i = 0; i < length; ++i) {
      Unit unit = 0;
      std::memcpy(&unit, buffer_.data() + position + i * sizeof(Unit), sizeof(Unit));
      if (unit != static_cast<Unit>(at_(skipped + i))) return false;
    }
    return true;
  }

  bool utf8_stands_at(std::size_t position, std::size_t size) const {
    for (std::size_t i = 0; i < length; ++i) {
      const char32_t c = at_(skipped + i);
      if (c >= 0x80) {
        if (position + 1 >= size || buffer_[position] != static_cast<std::byte>(0xC0 | c >> 6)) return false;
        ++position;
      }
      const auto last = static_cast<std::byte>(c < 0x80 ? c : 0x80 | (c & 0x3F));
      if (position >= size || buffer_[position] != last) return false;
      ++position;
    }
    return true;
  }

  CodePointAt at_;
  int memory_;
  std::array<std::byte, 1 << 16> buffer_{};
};

}  // namespace counterfoil::testing
