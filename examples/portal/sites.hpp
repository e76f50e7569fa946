#pragma once

#include "http/message.hpp"
#include "portal.hpp"

namespace portal {

/// The portal's own site: pages, API, and the endpoint of phones. `portal` outlives it.
Handler portal_site(Portal& portal);

/// The phone's web app, on an origin of its own, so that nothing on the portal can use its keys.
Handler authenticator_site(const Portal& portal);

}  // namespace portal
