#include "engine/registration_view.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "counterfoil/otp/base32.hpp"
#include "counterfoil/otp/otpauth_uri.hpp"
#include "engine/account_label.hpp"
#include "engine/field_names.hpp"
#include "engine/registrations.hpp"
#include "engine/verify_code.hpp"

namespace counterfoil {

namespace {

/// The name that the app shows, without what a label of an otpauth URI cannot have.
Result<std::string> otpauth_label(const AccountReading& account) {
  auto label = account_label(account.document, account.keys);
  if (label) std::replace(label->begin(), label->end(), ':', '.');
  return label;
}

}  // namespace

Result<TotpRegistration> view_of_registration(const AccountReading& account, const Registration& registration,
                                              const TenantSettings& tenant) {
  const auto& totp = std::get<Totp>(registration.payload);
  const auto field = totp_secret_field(method_of(registration.id));
  auto secret = account.keys.open_field(account.document, field, totp.sealed_secret);
  if (!secret) return std::move(secret).error();
  const auto parameters = parameters_of(totp);
  if (!parameters) return parameters.error();
  auto label = otpauth_label(account);
  if (!label) return std::move(label).error();
  auto text = encode_base32_in_groups(*secret);
  if (!text) return std::move(text).error();
  auto uri = write_otpauth_uri({tenant.issuer(), *std::move(label), *std::move(secret), *parameters});
  if (!uri) return std::move(uri).error();
  return TotpRegistration{registration.id, *std::move(uri), *std::move(text), registration.expires};
}

}  // namespace counterfoil
