#pragma once

#include <string>

#include "counterfoil.h"

// Inside this library what is refused is thrown, and every entry point stands in guard(), which no exception leaves.

/// Leaves the entry point with `status`. @param message  one sentence without secrets.
[[noreturn]] void refuse(cfoil_status status, const std::string& message);

/// Keeps the detail of a status for this thread. @return the status.
cfoil_status note(cfoil_status status, const char* message) noexcept;

/// The status of the exception that is being handled, its detail kept.
cfoil_status status_of_exception() noexcept;

/// Runs an entry point that gives a status.
template <class Body>
cfoil_status guard(const Body& body) noexcept {
  try {
    return body();
  } catch (...) {
    return status_of_exception();
  }
}

/// Runs one that gives nothing, or a value of its own: 0 or NULL when it could not be had.
template <class Body>
auto guard_quietly(const Body& body) noexcept -> decltype(body()) {
  try {
    return body();
  } catch (...) {
    return decltype(body())();
  }
}
