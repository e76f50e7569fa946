#pragma once

#include <optional>
#include <string>

#include "model/account_document.hpp"

namespace counterfoil {

/// A phone's record in an account: of a method, or of a registration that is not confirmed yet.
struct DeviceRecord {
  const Method* method = nullptr;
  const Registration* registration = nullptr;
  const AuthenticatorApp* app = nullptr;

  explicit operator bool() const noexcept { return app != nullptr; }
  MethodId method_id() const noexcept;
  /// The nickname or, before there is one, the phone's own name.
  std::string label() const;
};

/// The record of the phone with this key; an empty one when the account has none.
DeviceRecord find_device(const AccountDocument& account, const Digest256& key_id) noexcept;

/// The same to change it; there is one.
AuthenticatorApp& device_in(AccountDocument& account, const Digest256& key_id) noexcept;

}  // namespace counterfoil
