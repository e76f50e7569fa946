#pragma once

#include <string>
#include <string_view>

namespace portal {

/// A User-Agent in words that a person knows: "Firefox on Windows". Nothing of the header itself is repeated.
std::string browser_name(std::string_view user_agent);

}  // namespace portal
