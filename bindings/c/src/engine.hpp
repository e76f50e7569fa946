#pragma once

#include "counterfoil/engine/engine.hpp"
#include "input.hpp"
#include "live.hpp"

/// The doors share the engine's inside, so that a call which runs outlives its handle.
struct cfoil_engine {
  counterfoil::Engine engine;
};
