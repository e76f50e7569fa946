#pragma once

#include <functional>
#include <string>

#include "counterfoil/testing/store_conformance.hpp"
#include "support/catch.hpp"

namespace counterfoil::testing {

/// Runs the checks of the kit that are races, or those that are not, each on data that `make` makes.
inline void run_conformance(bool races, const std::function<OpenStore()>& make) {
  for (const StoreCheck& check : store_conformance_checks()) {
    if (check.is_race != races) continue;
    INFO(check.claim);
    try {
      check.run(make());
    } catch (const std::exception& failure) {
      FAIL_CHECK(failure.what());
    }
  }
}

}  // namespace counterfoil::testing
