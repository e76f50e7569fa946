#pragma once

#include <cstdint>
#include <string_view>

#include "counterfoil/base/api.hpp"

namespace counterfoil {

/// What a person is told about, at every address they have, after the fact. The numbers are stored and never
/// change meaning.
enum class NoticeKind : std::uint16_t {
  method_added = 1,
  method_removed = 2,
  method_renamed = 3,
  default_changed = 4,
  recovery_codes_replaced = 5,
  recovery_code_used = 6,
  password_changed = 7,
  password_reset = 8,
  password_known = 9,            ///< Somebody has the password: it has to be changed.
  signed_in_somewhere_new = 10,  ///< A completed sign-in from a browser that was not known.
  signed_out_everywhere = 11,
  reported = 12,  ///< A report was received; what was undone.
  notice_address_changed = 13,
  account_suspended = 14,
  account_resumed = 15,
  recovery_path_opened = 16,
  usernames_changed = 17,
  device_moved = 18,     ///< Another phone took a phone's place.
  prompts_stopped = 19,  ///< Many requests were not approved: somebody may have the password.
};

/// The stable name of a notice kind (`"method_added"`). Thread-safe.
COUNTERFOIL_API std::string_view name_of(NoticeKind kind) noexcept;

}  // namespace counterfoil
