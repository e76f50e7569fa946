#pragma once

#include <cstdint>
#include <string_view>

#include "counterfoil/base/api.hpp"

namespace counterfoil {

/// What a number is in its country's numbering plan.
///
/// Emergency numbers and short codes (999, 112, 60123) are no kind: they have no international form (ITU-T
/// E.164), so PhoneNumber::parse refuses them.
enum class PhoneKind : std::uint8_t {
  mobile,                ///< A mobile phone.
  fixed_line,            ///< A landline.
  fixed_line_or_mobile,  ///< Either: the plan does not tell them apart (most of North America).
  voip,                  ///< An internet telephony line.
  toll_free,             ///< Free for the caller; the owner pays.
  premium_rate,          ///< The caller pays the owner. UK: 084, 087, 09.
  shared_cost,           ///< The caller pays part of it.
  personal,              ///< Follows a person to other numbers, often at a high price. UK: 070.
  pager,                 ///< A pager. UK: 076, except 07624, which is a mobile of the Isle of Man.
  company,         ///< A company's number that is routed to any of its sites ("universal access number").
  voicemail,       ///< Leads to a voice mailbox.
  global_network,  ///< Of a satellite or international network: +870, +881, +882, +883.
  global_service,  ///< Of another service of no country: +800, +808, +878, +888, +979.
};

/// The stable name of `kind`, as written in this header (`"fixed_line"`). Thread-safe.
COUNTERFOIL_API std::string_view name_of(PhoneKind kind) noexcept;

}  // namespace counterfoil
