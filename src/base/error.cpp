#include "counterfoil/base/error.hpp"

namespace counterfoil {

ErrorKind kind_of(errc code) noexcept {
  const auto number = static_cast<std::int32_t>(code);
  if (number >= 3000) return ErrorKind::environment;
  return number >= 2000 ? ErrorKind::refusal : ErrorKind::caller;
}

std::string_view name_of(errc code) noexcept {
  switch (code) {
    case errc::invalid_argument:
      return "invalid_argument";
    case errc::invalid_utf8:
      return "invalid_utf8";
    case errc::invalid_encoding:
      return "invalid_encoding";
    case errc::invalid_uri:
      return "invalid_uri";
    case errc::invalid_key:
      return "invalid_key";
    case errc::invalid_phone_number:
      return "invalid_phone_number";
    case errc::invalid_username:
      return "invalid_username";
    case errc::invalid_password:
      return "invalid_password";
    case errc::invalid_policy:
      return "invalid_policy";
    case errc::invalid_hash:
      return "invalid_hash";
    case errc::too_long:
      return "too_long";
    case errc::idempotency_mismatch:
      return "idempotency_mismatch";
    case errc::wrong_state:
      return "wrong_state";
    case errc::invalid_message:
      return "invalid_message";
    case errc::code_mismatch:
      return "code_mismatch";
    case errc::code_replayed:
      return "code_replayed";
    case errc::password_mismatch:
      return "password_mismatch";
    case errc::password_rejected:
      return "password_rejected";
    case errc::signature_mismatch:
      return "signature_mismatch";
    case errc::throttled:
      return "throttled";
    case errc::expired:
      return "expired";
    case errc::not_found:
      return "not_found";
    case errc::not_allowed:
      return "not_allowed";
    case errc::proof_required:
      return "proof_required";
    case errc::would_strand:
      return "would_strand";
    case errc::limit_reached:
      return "limit_reached";
    case errc::already_exists:
      return "already_exists";
    case errc::suspended:
      return "suspended";
    case errc::revoked:
      return "revoked";
    case errc::phone_number_unusable:
      return "phone_number_unusable";
    case errc::drift_exceeded:
      return "drift_exceeded";
    case errc::clock_skewed:
      return "clock_skewed";
    case errc::store_failed:
      return "store_failed";
    case errc::provider_failed:
      return "provider_failed";
    case errc::entropy_failed:
      return "entropy_failed";
    case errc::clock_failed:
      return "clock_failed";
    case errc::key_not_found:
      return "key_not_found";
    case errc::key_retired:
      return "key_retired";
    case errc::key_file_missing:
      return "key_file_missing";
    case errc::key_file_exposed:
      return "key_file_exposed";
    case errc::key_file_damaged:
      return "key_file_damaged";
    case errc::key_ring_foreign:
      return "key_ring_foreign";
    case errc::seal_broken:
      return "seal_broken";
    case errc::document_damaged:
      return "document_damaged";
    case errc::schema_too_new:
      return "schema_too_new";
    case errc::outcome_unknown:
      return "outcome_unknown";
    case errc::deadline_exceeded:
      return "deadline_exceeded";
    case errc::crypto_failed:
      return "crypto_failed";
    case errc::out_of_memory:
      return "out_of_memory";
  }
  return "unknown";
}

}  // namespace counterfoil
