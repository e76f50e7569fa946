#pragma once

#include <iosfwd>

#include "portal.hpp"

namespace portal {

/// One screen: where to look, who may sign in, and what to try.
void print_welcome(std::ostream& out, const Addresses& addresses);

}  // namespace portal
