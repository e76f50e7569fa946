#include "counterfoil/model/prompt.hpp"

namespace counterfoil {

std::string_view name_of(PromptState state) noexcept {
  switch (state) {
    case PromptState::waiting:
      return "waiting";
    case PromptState::approved:
      return "approved";
    case PromptState::denied:
      return "denied";
    case PromptState::wrong_number:
      return "wrong_number";
    case PromptState::expired:
      return "expired";
    case PromptState::cancelled:
      return "cancelled";
    case PromptState::redeemed:
      return "redeemed";
  }
  return "unknown";
}

}  // namespace counterfoil
