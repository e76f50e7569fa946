#pragma once

#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/model/policy.hpp"
#include "engine/engine_keys.hpp"

namespace counterfoil {

/// What a decision may look at besides the document and the command. No clock, no store, no globals.
struct Facts {
  const TenantId& tenant;
  const Policy& policy;
  const EngineKeys& keys;
  Timestamp now;
  Entropy& entropy;
};

}  // namespace counterfoil
