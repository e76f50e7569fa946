#pragma once

#include <optional>

#include "http/message.hpp"
#include "portal.hpp"

namespace portal {

/// Answers what is under /api/v1, or nothing for another path. Every answer is `no-store`.
std::optional<Response> answer_api(Portal& portal, const Request& request);

/// Answers a phone at the device endpoint (docs/device-protocol.md), or nothing for another path or method.
std::optional<Response> answer_phone(Portal& portal, const Request& request);

/// Whether a request says that it comes from the portal's own pages; what changes something has to.
bool is_own_origin(const Portal& portal, const Request& request);

}  // namespace portal
