#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil {

/// How a request on a phone stands. Every state but `waiting` is an end.
enum class PromptState : std::uint8_t {
  waiting = 1,
  approved = 2,      ///< With the right number: redeem it by SignIn::answer() with a DeviceAnswer.
  denied = 3,        ///< The person said no.
  wrong_number = 4,  ///< The person typed another number: there is one try.
  expired = 5,       ///< Nobody answered in time.
  cancelled = 6,     ///< Replaced by another request, or the sign-in went another way.
  redeemed = 7,      ///< It was approved, and has been used.
};

/// The stable name of a state (`"wrong_number"`). Thread-safe.
COUNTERFOIL_API std::string_view name_of(PromptState state) noexcept;

/// A request on a phone, as the browser that asked for it sees it.
struct PromptView {
  PromptState state = PromptState::waiting;
  MethodId method;
  std::string label;    ///< Of the method: which phone to look at.
  SecretBytes number;   ///< To show large while it waits: 2 or 6 digits; empty otherwise.
  Timestamp expires{};  ///< While it waits, when it is over; once approved, until when it can be redeemed.
};

}  // namespace counterfoil
