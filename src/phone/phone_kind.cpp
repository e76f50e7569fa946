#include "counterfoil/phone/phone_kind.hpp"

namespace counterfoil {

std::string_view name_of(PhoneKind kind) noexcept {
  switch (kind) {
    case PhoneKind::mobile:
      return "mobile";
    case PhoneKind::fixed_line:
      return "fixed_line";
    case PhoneKind::fixed_line_or_mobile:
      return "fixed_line_or_mobile";
    case PhoneKind::voip:
      return "voip";
    case PhoneKind::toll_free:
      return "toll_free";
    case PhoneKind::premium_rate:
      return "premium_rate";
    case PhoneKind::shared_cost:
      return "shared_cost";
    case PhoneKind::personal:
      return "personal";
    case PhoneKind::pager:
      return "pager";
    case PhoneKind::company:
      return "company";
    case PhoneKind::voicemail:
      return "voicemail";
    case PhoneKind::global_network:
      return "global_network";
    case PhoneKind::global_service:
      return "global_service";
  }
  return "unknown";
}

}  // namespace counterfoil
