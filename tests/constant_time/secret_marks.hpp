#pragma once

#include <valgrind/memcheck.h>

#include <cstddef>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/secret.hpp"
#include "support/catch.hpp"

namespace counterfoil::testing {

// Memcheck follows undefined bytes through every computation and reports each branch and each address that depends on
// one. A secret that is marked undefined is followed in the same way.

/// From now on a branch or an address that depends on these bytes is reported.
inline void mark_secret(ByteView bytes) {
  (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes.data(), bytes.size());
}

inline void mark_secret(const SecretBytes& secret) {
  mark_secret(secret.read(SecretAccess::grant()));
}

/// What was computed from a secret and is the answer now: anything may depend on it.
inline void declassify(ByteView bytes) {
  (void)VALGRIND_MAKE_MEM_DEFINED(bytes.data(), bytes.size());
}

template <class Value>
Value declassified(Value value) {
  (void)VALGRIND_MAKE_MEM_DEFINED(&value, sizeof value);
  return value;
}

/// A copy of the secret that is marked.
inline SecretBytes marked(const SecretBytes& secret) {
  SecretBytes copy(secret);
  mark_secret(copy);
  return copy;
}

/// How often memcheck reports while `run` runs.
template <class Run>
unsigned long reports_of(Run run) {
  REQUIRE(RUNNING_ON_VALGRIND != 0);
  const unsigned long before = VALGRIND_COUNT_ERRORS;
  run();
  return VALGRIND_COUNT_ERRORS - before;
}

}  // namespace counterfoil::testing
