#pragma once

#include <algorithm>
#include <string_view>

#include "counterfoil/protocol/operation.hpp"
#include "model/display_text.hpp"

// What an operation may hold, for those that write it and those that read it.
namespace counterfoil::protocol {

inline bool is_device_name(std::string_view text) noexcept {
  return is_display_text(text, max_device_name_size);
}

inline bool is_push_address(std::string_view text) noexcept {
  return !text.empty() && text.size() <= max_push_address_size &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

/// A number to match has 2 digits, or the 6 of NIST SP 800-63B-4 section 3.1.3.
inline bool is_match_number(std::string_view text) noexcept {
  return (text.size() == 2 || text.size() == 6) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace counterfoil::protocol
