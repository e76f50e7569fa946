#pragma once

#include <cstdint>
#include <string_view>

#include "counterfoil/base/api.hpp"

namespace counterfoil {

/// What a code can be sent to a number as.
enum class PhoneUse : std::uint8_t {
  sms,    ///< A text message.
  voice,  ///< A call that speaks the code.
};

/// Which of the doubtful numbers a tenant lets be used. What is not named here has a fixed answer.
struct PhoneUsePolicy {
  /// Calls to a number with an extension, as an office phone has. Text messages never reach an extension.
  bool voice_to_extensions = true;
  /// Internet telephony numbers. They prove no possession of a device, so they are no authenticator
  /// (NIST SP 800-63B-4 section 3.1.3) and are refused by default.
  bool voip = false;
  /// Satellite and international networks (PhoneKind::global_network), where a message costs several pounds.
  bool global_networks = false;
};

/// Why a number cannot be used for what was asked.
enum class PhoneUseRefusal : std::uint8_t {
  landline,        ///< A text message was asked for, and it is a landline.
  extension,       ///< It has an extension: no text messages; calls only where the policy allows them.
  voip,            ///< An internet telephony number, and the policy does not allow these.
  toll_free,       ///< It is free for the caller.
  premium_rate,    ///< The caller would pay its owner.
  shared_cost,     ///< The caller would pay part of its owner's costs.
  personal,        ///< It follows a person to other numbers.
  pager,           ///< It is a pager.
  company,         ///< It is routed to any of a company's sites.
  voicemail,       ///< It leads to a mailbox.
  global_network,  ///< It is of a satellite or international network, and the policy does not allow these.
  global_service,  ///< It is of another service of no country.
};

/// The stable name of `refusal`, as written in this header (`"premium_rate"`). Thread-safe.
COUNTERFOIL_API std::string_view name_of(PhoneUseRefusal refusal) noexcept;

/// One English sentence for the person who gave the number: what is wrong, and what would work. Thread-safe.
COUNTERFOIL_API std::string_view explain(PhoneUseRefusal refusal) noexcept;

}  // namespace counterfoil
