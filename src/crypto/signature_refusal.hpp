#pragma once

#include "counterfoil/base/error.hpp"

namespace counterfoil::detail {

/// The refusal of every signature that does not verify, whatever is wrong with it.
inline Error signature_mismatch() {
  return {errc::signature_mismatch, "signature: expected that of this message by this key"};
}

}  // namespace counterfoil::detail
