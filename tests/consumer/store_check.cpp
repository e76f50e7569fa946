// Runs the conformance kit on a store, as somebody with a store of their own would.
#include <counterfoil/store/memory_store.hpp>
#include <counterfoil/testing/store_conformance.hpp>

#include <cstdio>
#include <exception>

int main() {
  int failures = 0;
  for (const auto& check : counterfoil::testing::store_conformance_checks()) {
    try {
      const auto store = counterfoil::memory_store();
      check.run([&] { return store; });
    } catch (const std::exception& failure) {
      std::printf("%s: %s\n", check.claim.c_str(), failure.what());
      ++failures;
    }
  }
  return failures == 0 ? 0 : 1;
}
