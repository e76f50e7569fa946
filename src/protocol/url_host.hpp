#pragma once

#include <string_view>

#include "counterfoil/base/result.hpp"

namespace counterfoil::protocol {

/// Checks the authority of an endpoint's URL, host and port, by the rules of DeviceEndpoint::parse().
/// @return errc::invalid_uri. Throws std::bad_alloc only.
Result<void> check_authority(std::string_view authority, bool is_https);

}  // namespace counterfoil::protocol
