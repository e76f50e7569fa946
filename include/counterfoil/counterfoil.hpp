#pragma once

/// The whole public API. A file that includes only what it uses compiles faster.

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/error.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/base/utf8.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/provider/clock.hpp"
#include "counterfoil/provider/store.hpp"
