#pragma once

#include <string>

namespace portal {

/// Where a request comes from, as far as an address tells: "this computer", "the local network", or the address. A product
/// would ask its map of addresses here.
std::string place_name(const std::string& address);

}  // namespace portal
