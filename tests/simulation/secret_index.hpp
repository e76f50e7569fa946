#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "counterfoil/base/bytes.hpp"

namespace counterfoil::simulation {

/// Secrets of at least eight bytes, each with a name that may be printed, and a search for all of them at once.
class SecretIndex {
 public:
  static constexpr std::size_t shortest = 8;

  void add(std::string_view secret, std::string name);
  /// @return the name of the first secret that stands in `bytes`, or nothing.
  std::string_view find_in(ByteView bytes) const;
  std::string_view find_in(std::string_view text) const { return find_in(as_bytes(text)); }

 private:
  struct Entry {
    std::string secret;
    std::string name;
  };

  // By their first two bytes it is seen quickly that none begins here, by their first four which might.
  std::bitset<1 << 16> beginnings_;
  std::unordered_map<std::uint32_t, std::vector<Entry>> entries_;
};

}  // namespace counterfoil::simulation
