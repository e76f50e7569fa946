#include "registration.hpp"

#include <utility>

using namespace counterfoil;

namespace {

Result<QrCode> draw(const Registration& registration, const std::string& issuer, const std::string& account) {
  OtpauthUri uri;
  uri.issuer = issuer;
  uri.account = account;
  uri.secret = registration.secret;
  uri.codes = registration.parameters;
  auto text = write_otpauth_uri(uri);
  if (!text) return std::move(text).error();
  return QrCode::encode(text->read_text(SecretAccess::grant()));
}

}  // namespace

Result<Registration> begin_registration(const std::string& issuer, const std::string& account,
                                        Entropy& entropy) {
  Registration registration;
  auto secret = new_otp_secret(registration.parameters.code().algorithm(), entropy);
  if (!secret) return std::move(secret).error();
  registration.secret = *std::move(secret);

  auto typed_form = encode_base32_in_groups(registration.secret);
  if (!typed_form) return std::move(typed_form).error();
  registration.typed_form = *std::move(typed_form);

  auto code = draw(registration, issuer, account);
  if (!code) return std::move(code).error();
  auto picture = code->terminal_text();
  if (!picture) return std::move(picture).error();
  registration.picture = *std::move(picture);
  registration.columns = code->size() + 2 * QrCode::quiet_zone;
  registration.lines = (registration.columns + 1) / 2;
  return registration;
}
