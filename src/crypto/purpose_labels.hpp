#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "counterfoil/crypto/key_purpose.hpp"

namespace counterfoil::detail {

/// What a working key is used for. Each purpose has a key of its own, derived from the ring's key by a label.
enum class KeyPurpose : std::uint8_t {
  field_seal,
  ticket_seal,
  assurance_seal,
  reset_grant_seal,
  known_browser_seal,
  report_link_seal,
  outbox_seal,
  seal_nonce,
  lookup_digest,
  guard_digest,
  password_repeat_digest,
  idempotency_digest,
  access_pass_digest,
  event_digest,
  checkpoint_digest,
  document_mac,
  short_code,
  derived_secret,
};

inline constexpr std::size_t key_purpose_count = 18;

/// The labels are part of every stored format: changing one makes everything under it unreadable.
inline constexpr std::array<std::string_view, key_purpose_count> key_purpose_labels = {
    "counterfoil/v1/field-seal",
    "counterfoil/v1/ticket-seal",
    "counterfoil/v1/assurance-seal",
    "counterfoil/v1/reset-grant-seal",
    "counterfoil/v1/known-browser-seal",
    "counterfoil/v1/report-link-seal",
    "counterfoil/v1/outbox-seal",
    "counterfoil/v1/seal-nonce",
    "counterfoil/v1/lookup-digest",
    "counterfoil/v1/guard-digest",
    "counterfoil/v1/password-repeat-digest",
    "counterfoil/v1/idempotency-digest",
    "counterfoil/v1/access-pass-digest",
    "counterfoil/v1/event-digest",
    "counterfoil/v1/checkpoint-digest",
    "counterfoil/v1/document-mac",
    "counterfoil/v1/short-code",
    "counterfoil/v1/derived-secret",
};

constexpr std::string_view label_of(KeyPurpose purpose) noexcept {
  return key_purpose_labels[static_cast<std::size_t>(purpose)];
}

constexpr bool is_seal(KeyPurpose purpose) noexcept {
  return purpose <= KeyPurpose::outbox_seal;
}

constexpr KeyPurpose purpose_of(SealPurpose purpose) noexcept {
  switch (purpose) {
    case SealPurpose::field:
      return KeyPurpose::field_seal;
    case SealPurpose::ticket:
      return KeyPurpose::ticket_seal;
    case SealPurpose::assurance:
      return KeyPurpose::assurance_seal;
    case SealPurpose::reset_grant:
      return KeyPurpose::reset_grant_seal;
    case SealPurpose::known_browser:
      return KeyPurpose::known_browser_seal;
    case SealPurpose::report_link:
      return KeyPurpose::report_link_seal;
    case SealPurpose::outbox:
      return KeyPurpose::outbox_seal;
  }
  return KeyPurpose::field_seal;
}

constexpr KeyPurpose purpose_of(DigestPurpose purpose) noexcept {
  switch (purpose) {
    case DigestPurpose::lookup:
      return KeyPurpose::lookup_digest;
    case DigestPurpose::guard:
      return KeyPurpose::guard_digest;
    case DigestPurpose::password_repeat:
      return KeyPurpose::password_repeat_digest;
    case DigestPurpose::idempotency:
      return KeyPurpose::idempotency_digest;
    case DigestPurpose::access_pass:
      return KeyPurpose::access_pass_digest;
    case DigestPurpose::event:
      return KeyPurpose::event_digest;
    case DigestPurpose::checkpoint:
      return KeyPurpose::checkpoint_digest;
  }
  return KeyPurpose::lookup_digest;
}

}  // namespace counterfoil::detail
