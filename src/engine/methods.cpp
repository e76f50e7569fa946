#include "engine/methods.hpp"

#include <algorithm>
#include <array>

namespace counterfoil {

namespace {

struct KindOf {
  std::optional<MethodKind> operator()(const UnknownMethod&) const { return std::nullopt; }
  std::optional<MethodKind> operator()(const Totp&) const { return MethodKind::totp; }
  std::optional<MethodKind> operator()(const RecoveryCodes&) const { return MethodKind::recovery_codes; }
  std::optional<MethodKind> operator()(const AuthenticatorApp&) const {
    return MethodKind::authenticator_app;
  }
};

struct DetailOf {
  std::string operator()(const UnknownMethod&) const { return {}; }
  std::string operator()(const Totp& totp) const {
    return std::to_string(totp.digits) + " digits every " + std::to_string(totp.period.count()) + " seconds";
  }
  std::string operator()(const AuthenticatorApp& app) const { return app.device_name; }
  std::string operator()(const RecoveryCodes& codes) const {
    return std::to_string(codes_left(codes)) + " of " + std::to_string(codes.codes.size()) + " codes left";
  }
};

/// Strongest first. Recovery codes are never the default (FLOWS l), nor are mail and passes.
constexpr std::array defaults = {MethodKind::passkey, MethodKind::authenticator_app, MethodKind::totp,
                                 MethodKind::hotp, MethodKind::phone};

}  // namespace

std::optional<MethodKind> kind_of(const Method& method) noexcept {
  return std::visit(KindOf{}, method.payload);
}

std::optional<FactorKind> factor_of(const Method& method) noexcept {
  if (std::holds_alternative<Totp>(method.payload)) return FactorKind::totp;
  if (std::holds_alternative<RecoveryCodes>(method.payload)) return FactorKind::recovery_code;
  if (std::holds_alternative<AuthenticatorApp>(method.payload)) return FactorKind::authenticator_app;
  return std::nullopt;
}

const Totp* totp_of(const Method& method) noexcept {
  if (const auto* app = std::get_if<AuthenticatorApp>(&method.payload)) return &app->codes;
  return std::get_if<Totp>(&method.payload);
}

Totp* totp_of(Method& method) noexcept {
  return const_cast<Totp*>(totp_of(std::as_const(method)));
}

const StoredLedger& ledger_of(const Method& method, FactorKind factor) noexcept {
  const auto* app = std::get_if<AuthenticatorApp>(&method.payload);
  return app != nullptr && factor == FactorKind::totp ? app->code_failures : method.strangers;
}

StoredLedger& ledger_of(Method& method, FactorKind factor) noexcept {
  return const_cast<StoredLedger&>(ledger_of(std::as_const(method), factor));
}

const Method* find_method(const AccountDocument& account, const MethodId& id) noexcept {
  const auto found = std::find_if(account.methods.begin(), account.methods.end(),
                                  [&](const Method& method) { return method.id == id; });
  return found == account.methods.end() ? nullptr : &*found;
}

Method* find_method(AccountDocument& account, const MethodId& id) noexcept {
  return const_cast<Method*>(find_method(std::as_const(account), id));
}

std::size_t codes_left(const RecoveryCodes& codes) noexcept {
  return static_cast<std::size_t>(
      std::count_if(codes.codes.begin(), codes.codes.end(), [](const auto& code) { return !code.used; }));
}

bool is_disabled(const Method& method, const Policy& policy) noexcept {
  const auto factor = factor_of(method);
  return factor && is_disabled(method, *factor, policy);
}

bool is_disabled(const Method& method, FactorKind factor, const Policy& policy) noexcept {
  const auto& limit = std::holds_alternative<RecoveryCodes>(method.payload)
                          ? policy.recovery_codes.disabled_at
                          : policy.method_failures.disabled_at;
  return limit && ledger_of(method, factor).in_a_row >= *limit;
}

bool is_usable(const Method& method, const Policy& policy) noexcept {
  const auto kind = kind_of(method);
  if (!kind || method.suspended || !policy.methods.allows(*kind) || is_disabled(method, policy)) return false;
  const auto* codes = std::get_if<RecoveryCodes>(&method.payload);
  return codes == nullptr || codes_left(*codes) > 0;
}

bool has_second_factor(const AccountDocument& account, const Policy& policy) noexcept {
  return std::any_of(account.methods.begin(), account.methods.end(),
                     [&](const Method& method) { return is_usable(method, policy); });
}

bool can_sign_in(const AccountDocument& account, const Policy& policy) noexcept {
  const bool first = account.password.has_value() || policy.password.keeper == PasswordKeeper::host;
  return first && (!account.had_second_factor || has_second_factor(account, policy));
}

std::optional<MethodId> strongest_default(const AccountDocument& account, const Policy& policy) noexcept {
  for (const MethodKind kind : defaults) {
    for (const Method& method : account.methods) {
      if (kind_of(method) == kind && is_usable(method, policy)) return method.id;
    }
  }
  return std::nullopt;
}

MethodView view_of(const Method& method, const AccountDocument& account) {
  MethodView view{};
  view.id = method.id;
  view.kind = kind_of(method).value_or(MethodKind::totp);
  view.nickname = label_of(method);
  view.detail = std::visit(DetailOf{}, method.payload);
  view.created = method.created;
  view.last_used = method.last_used;
  view.suspended = method.suspended;
  view.is_default = account.default_method == method.id;
  return view;
}

std::string label_of(const Method& method) {
  if (!method.nickname.empty()) return method.nickname;
  const auto kind = kind_of(method);
  if (kind == MethodKind::totp) return "Code app";
  if (kind == MethodKind::recovery_codes) return "Recovery codes";
  if (kind == MethodKind::authenticator_app) return "Authenticator";
  return "Sign-in method";
}

}  // namespace counterfoil
