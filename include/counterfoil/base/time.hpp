#pragma once

#include <chrono>
#include <cstdint>

namespace counterfoil {

/// A length of time, in milliseconds: the library's resolution. A deadline that passed by 1 ms has passed.
using Duration = std::chrono::milliseconds;

/// A moment on the UTC time line, in milliseconds since 1970-01-01T00:00:00Z without leap seconds.
using Timestamp = std::chrono::sys_time<Duration>;

/// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
constexpr std::int64_t unix_seconds(Timestamp time) noexcept {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

/// The moment `seconds` after 1970-01-01T00:00:00Z.
constexpr Timestamp from_unix_seconds(std::int64_t seconds) noexcept {
  return Timestamp{std::chrono::seconds{seconds}};
}

}  // namespace counterfoil
