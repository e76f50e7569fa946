#include "counterfoil/model/method_kind.hpp"

namespace counterfoil {

std::string_view name_of(MethodKind kind) noexcept {
  switch (kind) {
    case MethodKind::authenticator_app:
      return "authenticator_app";
    case MethodKind::totp:
      return "totp";
    case MethodKind::hotp:
      return "hotp";
    case MethodKind::phone:
      return "phone";
    case MethodKind::email:
      return "email";
    case MethodKind::passkey:
      return "passkey";
    case MethodKind::recovery_codes:
      return "recovery_codes";
    case MethodKind::access_pass:
      return "access_pass";
  }
  return "unknown";
}

std::optional<MethodKind> parse_method_kind(std::string_view name) noexcept {
  for (const MethodKind kind : all_method_kinds) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace counterfoil
