#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/base/api.hpp"

namespace counterfoil {

/// What went wrong, as a fixed number. The numbers are shared with the C ABI and never change meaning.
///
/// 1000–1999: the caller's input cannot be used as it is; asking again unchanged gives the same answer.
/// 2000–2999: a refusal; the input was understood and the answer is no.
/// 3000–3999: the environment failed (store, provider, clock, entropy, keys). Never to be read as "allow".
enum class errc : std::int32_t {
  // Caller.
  invalid_argument = 1000,      ///< An argument is outside its documented range.
  invalid_utf8 = 1001,          ///< Text is not well-formed UTF-8.
  invalid_encoding = 1002,      ///< Base32, base64url, hexadecimal or another encoding is malformed.
  invalid_uri = 1003,           ///< An otpauth URI, an endpoint or a registration link is malformed.
  invalid_key = 1004,           ///< Key material or a JWK is malformed or of an unsupported kind.
  invalid_phone_number = 1005,  ///< Text cannot be a phone number.
  invalid_username = 1006,      ///< A username is not allowed by RFC 8265 UsernameCaseMapped.
  invalid_password = 1007,      ///< A password is not allowed by RFC 8265 OpaqueString.
  invalid_policy = 1008,        ///< A policy is malformed or unsafe; the message names the path.
  invalid_hash = 1009,          ///< A stored password hash is malformed or of an unsupported scheme.
  too_long = 1010,              ///< Input exceeds its documented maximum.
  idempotency_mismatch = 1011,  ///< The same idempotency key came with other arguments.
  wrong_state = 1012,           ///< The operation does not apply in the present state.
  invalid_message = 1013,  ///< A device's message, or a reply to one, is malformed or for another address.

  // Refusal.
  code_mismatch = 2000,          ///< A one-time code does not match.
  code_replayed = 2001,          ///< A one-time code belongs to a step or counter already accepted.
  password_mismatch = 2002,      ///< A password does not match.
  password_rejected = 2003,      ///< A new password is refused by screening; the message says why.
  signature_mismatch = 2004,     ///< A signature does not verify.
  throttled = 2005,              ///< Too many tries; `retry_after` says when to try again.
  expired = 2006,                ///< The ticket, challenge, registration or grant is over.
  not_found = 2007,              ///< No such thing here, or it is over; the two are not told apart.
  not_allowed = 2008,            ///< The policy does not allow this.
  proof_required = 2009,         ///< A fresh multi-factor proof is needed first.
  would_strand = 2010,           ///< The change would leave no way to sign in.
  limit_reached = 2011,          ///< As many as the policy allows exist already.
  already_exists = 2012,         ///< The name, key or number is taken.
  suspended = 2013,              ///< The account or method is suspended.
  revoked = 2014,                ///< The ticket, assurance or token was made inert by a later change.
  phone_number_unusable = 2015,  ///< A phone number is well-formed, but cannot be used for this purpose.
  drift_exceeded = 2016,         ///< A device's clock or counter is further off than its hard limit.
  clock_skewed = 2017,           ///< A message's time is too far from the present; the reply tells the time.

  // Environment.
  store_failed = 3000,      ///< The store could not do what was asked.
  provider_failed = 3001,   ///< A provider of the host failed or threw.
  entropy_failed = 3002,    ///< The random source failed; nothing was made.
  clock_failed = 3003,      ///< The clock is unusable (before 1970, or behind what was accepted).
  key_not_found = 3004,     ///< A key id is not in the key ring.
  key_retired = 3005,       ///< A key id was retired from the key ring.
  key_file_missing = 3006,  ///< The key file does not exist; it is never made silently.
  key_file_exposed = 3007,  ///< The key file is readable or writable by others than its owner.
  key_file_damaged = 3008,  ///< The key file is truncated, altered or of an unknown format.
  key_ring_foreign = 3009,  ///< The key ring belongs to another installation.
  seal_broken = 3010,       ///< Sealed data was altered, truncated, moved or made with other keys.
  document_damaged = 3011,  ///< A stored document was altered, forged, moved or rolled back.
  schema_too_new = 3012,    ///< The data was written by a newer version of this library.
  outcome_unknown =
      3013,  ///< It is not known whether the change was stored; the same idempotency key retries safely.
  deadline_exceeded = 3014,  ///< The operation did not finish in its time.
  crypto_failed = 3015,      ///< The cryptographic library refused an operation it should have done.
  out_of_memory = 3016,      ///< Memory ran out; nothing was changed.
};

/// The range of an error code.
enum class ErrorKind { caller, refusal, environment };

/// The range that `code` lies in. Thread-safe.
COUNTERFOIL_API ErrorKind kind_of(errc code) noexcept;

/// The stable name of `code`, as written in this header (`"code_mismatch"`), or `"unknown"`. Thread-safe.
COUNTERFOIL_API std::string_view name_of(errc code) noexcept;

/// Why something was not done. The message is one English sentence for a developer or operator; it never
/// contains a secret, a code, a password, a phone number or other personal data.
struct Error {
  errc code;
  std::string message;
  /// How long to wait before the same request can succeed; set with errc::throttled.
  std::optional<std::chrono::milliseconds> retry_after{};

  Error(errc code_in, std::string message_in) : code(code_in), message(std::move(message_in)) {}
  Error(errc code_in, std::string message_in, std::chrono::milliseconds retry_after_in)
      : code(code_in), message(std::move(message_in)), retry_after(retry_after_in) {}

  friend bool operator==(const Error&, const Error&) = default;
};

}  // namespace counterfoil
