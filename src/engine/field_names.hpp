#pragma once

#include <string>

#include "counterfoil/model/ids.hpp"

namespace counterfoil {

// Names of the sealed fields of a document: associated data of their seals, so that what is sealed for one
// field does not open as another. Stored in every seal: never change one.

inline std::string totp_secret_field(const MethodId& id) {
  return "totp-secret/" + id.text();
}
inline std::string recovery_codes_key_field(const MethodId& id) {
  return "recovery-codes-key/" + id.text();
}
inline std::string registration_code_field(const RegistrationId& id) {
  return "registration-code/" + id.text();
}
inline std::string push_address_field(const MethodId& id) {
  return "push-address/" + id.text();
}
inline std::string push_request_field(const ChallengeId& id) {
  return "push-request/" + id.text();
}
inline std::string password_hash_field() {
  return "password-hash";
}
inline std::string username_field() {
  return "username";
}
inline std::string notice_address_field() {
  return "notice-address";
}

}  // namespace counterfoil
