#pragma once

#include "counterfoil/base/error.hpp"

namespace counterfoil::detail {

/// What std::bad_alloc becomes at the public API. The message is short enough to need no allocation itself.
inline Error out_of_memory() {
  return {errc::out_of_memory, "out of memory"};
}

}  // namespace counterfoil::detail
