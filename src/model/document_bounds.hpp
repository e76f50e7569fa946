#pragma once

#include <cstddef>
#include <cstdint>

namespace counterfoil::bounds {

// What no stored document ever exceeds, whatever the policy: a bound on what damage can cost. A policy's limits
// are lower.

inline constexpr std::size_t usernames = 10;
inline constexpr std::size_t methods = 64;
inline constexpr std::size_t removed_methods = 32;
inline constexpr std::size_t recovery_codes = 50;
inline constexpr std::size_t registrations = 8;
inline constexpr std::size_t challenges = 16;
inline constexpr std::size_t spent_tickets = 64;
inline constexpr std::size_t outcomes = 32;
inline constexpr std::size_t outcome_values = 64;
inline constexpr std::size_t browsers = 32;
inline constexpr std::size_t sessions = 64;
inline constexpr std::size_t recent_wrong_passwords = 3;
inline constexpr std::uint32_t recent_wrong_bits = 20;
inline constexpr unsigned privilege = 3;

// Sizes in bytes.
inline constexpr std::size_t nickname = 256;         ///< 64 code points
inline constexpr std::size_t context_text = 200;     ///< RequestContext
inline constexpr std::size_t realm = 253;            ///< RFC 1035 section 3.1
inline constexpr std::size_t device_name = 128;      ///< protocol::max_device_name_size
inline constexpr std::size_t outcome_detail = 1024;  ///< an Error's message
inline constexpr std::size_t sealed = 4096;
inline constexpr std::size_t document = std::size_t{256} * 1024;

/// The last millisecond of the year 9999: deadlines can be computed from any time up to here.
inline constexpr std::int64_t latest_time = 253'402'300'799'999;

}  // namespace counterfoil::bounds
