#include "engine/device_records.hpp"

#include "engine/methods.hpp"
#include "engine/registrations.hpp"

namespace counterfoil {

namespace {

const AuthenticatorApp* app_with(const MethodPayload& payload, const Digest256& key_id) noexcept {
  const auto* app = std::get_if<AuthenticatorApp>(&payload);
  return app != nullptr && !app->public_key.empty() && app->key_id == key_id ? app : nullptr;
}

}  // namespace

MethodId DeviceRecord::method_id() const noexcept {
  return method != nullptr ? method->id : method_of(registration->id);
}

std::string DeviceRecord::label() const {
  return method != nullptr ? label_of(*method) : app->device_name;
}

DeviceRecord find_device(const AccountDocument& account, const Digest256& key_id) noexcept {
  for (const Method& method : account.methods) {
    if (const auto* app = app_with(method.payload, key_id)) return {&method, nullptr, app};
  }
  for (const Registration& registration : account.registrations) {
    if (const auto* app = app_with(registration.payload, key_id)) return {nullptr, &registration, app};
  }
  return {};
}

AuthenticatorApp& device_in(AccountDocument& account, const Digest256& key_id) noexcept {
  return const_cast<AuthenticatorApp&>(*find_device(account, key_id).app);
}

}  // namespace counterfoil
