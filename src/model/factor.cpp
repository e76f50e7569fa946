#include "counterfoil/model/factor.hpp"

#include <algorithm>

namespace counterfoil {

namespace {

enum class Nature { none, known, held };

/// A recovery code is a look-up secret, which is something held (NIST SP 800-63B-4 section 3.1.2).
Nature nature_of(FactorKind kind) noexcept {
  switch (kind) {
    case FactorKind::password:
    case FactorKind::host_proved:
      return Nature::known;
    case FactorKind::totp:
    case FactorKind::recovery_code:
    case FactorKind::authenticator_app:
      return Nature::held;
  }
  return Nature::none;
}

bool has(const std::vector<ProvedFactor>& factors, Nature nature) noexcept {
  return std::any_of(factors.begin(), factors.end(),
                     [nature](const ProvedFactor& factor) { return nature_of(factor.kind) == nature; });
}

bool has(const std::vector<ProvedFactor>& factors, FactorKind kind) noexcept {
  return std::any_of(factors.begin(), factors.end(),
                     [kind](const ProvedFactor& factor) { return factor.kind == kind; });
}

}  // namespace

std::string_view name_of(FactorKind kind) noexcept {
  switch (kind) {
    case FactorKind::password:
      return "password";
    case FactorKind::host_proved:
      return "host_proved";
    case FactorKind::totp:
      return "totp";
    case FactorKind::recovery_code:
      return "recovery_code";
    case FactorKind::authenticator_app:
      return "authenticator_app";
  }
  return "unknown";
}

bool is_multi_factor(const std::vector<ProvedFactor>& factors) noexcept {
  return has(factors, Nature::known) && has(factors, Nature::held);
}

std::vector<std::string> amr_of(const std::vector<ProvedFactor>& factors) {
  std::vector<std::string> values;
  if (is_multi_factor(factors)) values.emplace_back("mfa");
  const bool by_code = has(factors, FactorKind::totp) || has(factors, FactorKind::recovery_code);
  const bool by_phone = has(factors, FactorKind::authenticator_app);
  if (by_code) values.emplace_back("otp");
  if (by_phone) values.emplace_back("pop");
  if (has(factors, Nature::known)) values.emplace_back("pwd");
  if (by_phone) values.emplace_back("swk");
  return values;
}

}  // namespace counterfoil
