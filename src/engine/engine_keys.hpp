#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/key_ring.hpp"
#include "counterfoil/model/session_binding.hpp"
#include "model/account_document.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// Everything the engine does with keys, in its own words. An immutable snapshot of the key ring:
/// thread-safe.
class EngineKeys {
 public:
  explicit EngineKeys(KeyRing ring) : ring_(std::move(ring)) {}

  const KeyRing& ring() const noexcept { return ring_; }
  /// Text of the key that seals and signs now: it stands beside the row.
  std::string primary_key_id() const;

  /// Values of the lookup keys of a prepared username: under every usable key, since rotation writes all.
  Result<std::vector<Digest256>> username_digests(const TenantId& tenant, std::string_view prepared) const;
  /// Value of the lookup key of a QR code's one-time code: under the primary key, and under every usable one, to find
  /// it by.
  Result<Digest256> registration_code_digest(const TenantId& tenant, const SecretBytes& code) const;
  Result<std::vector<Digest256>> registration_code_digests(const TenantId& tenant,
                                                           const SecretBytes& code) const;
  /// 24 bits of a keyed digest of (tenant, prepared name): which guard. 6 hexadecimal digits.
  Result<std::string> guard_name(const TenantId& tenant, std::string_view prepared) const;
  /// 20 bits of a keyed digest of a wrong password, so that a repeat is known.
  Result<std::uint32_t> wrong_password_digest(const TenantId& tenant, std::string_view prepared,
                                              const SecretBytes& password) const;
  /// Recovery codes derived from an operation: the same again for a retry. `index` from 0.
  Result<SecretBytes> derive_recovery_code(const AccountDocument& account, const OperationId& operation,
                                           std::uint32_t index, std::uint32_t bits) const;
  /// The number that the screen shows for a challenge, derived under the key that the challenge names.
  /// @return errc::key_not_found, errc::key_retired.
  Result<SecretBytes> match_number(const AccountDocument& account, const Challenge& challenge) const;
  /// Digest of an idempotency key, and of an operation with its arguments.
  Result<Digest128> idempotency_digest(const AccountDocument& account, std::string_view what,
                                       const std::vector<ByteView>& parts) const;

  /// Seals a field of the document; associated data: tenant, account, incarnation, field.
  Result<Bytes> seal_field(const AccountDocument& account, std::string_view field, const SecretBytes& plain,
                           Entropy& entropy) const;
  Result<SecretBytes> open_field(const AccountDocument& account, std::string_view field,
                                 ByteView sealed) const;

  /// Seals a message of the outbox; associated data: tenant and message id.
  Result<Bytes> seal_message(const TenantId& tenant, const MessageId& id, const SecretBytes& plain,
                             Entropy& entropy) const;
  Result<SecretBytes> open_message(const TenantId& tenant, const MessageId& id, ByteView sealed) const;

  /// Tokens that are tied to a session have its binding as associated data: another session's does not open.
  /// Opening errors: errc::not_found (altered, foreign, of another tenant, kind or session; keys retired).
  Result<std::string> seal_ticket(const TenantId& tenant, const SessionBinding& session,
                                  const TicketState& state, Entropy& entropy) const;
  Result<TicketState> open_ticket(const TenantId& tenant, const SessionBinding& session,
                                  const std::string& token) const;
  Result<std::string> seal_assurance(const TenantId& tenant, const SessionBinding& session,
                                     const AssuranceState& state, Entropy& entropy) const;
  Result<AssuranceState> open_assurance(const TenantId& tenant, const SessionBinding& session,
                                        const std::string& token) const;
  Result<std::string> seal_grant(const TenantId& tenant, const SessionBinding& session,
                                 const ResetGrantState& state, Entropy& entropy) const;
  Result<ResetGrantState> open_grant(const TenantId& tenant, const SessionBinding& session,
                                     const std::string& token) const;
  Result<std::string> seal_browser(const TenantId& tenant, const KnownBrowserState& state,
                                   Entropy& entropy) const;
  Result<KnownBrowserState> open_browser(const TenantId& tenant, const std::string& token) const;
  Result<std::string> seal_report(const TenantId& tenant, const ReportState& state, Entropy& entropy) const;
  Result<ReportState> open_report(const TenantId& tenant, const std::string& token) const;

 private:
  KeyRing ring_;
};

}  // namespace counterfoil
