#pragma once

#include <counterfoil/base/result.hpp>

#include "session.hpp"

/// Asks for requests until the time is over or the input ends, shows each once, and sends what the person answers.
/// What fails is said at once, and by the outcome at the end.
counterfoil::Result<void> wait(Session& session);
