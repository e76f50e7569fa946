#include "engine/engine_keys.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "codec/token_codec.hpp"
#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/digest.hpp"
#include "counterfoil/crypto/random_code.hpp"
#include "counterfoil/crypto/seal.hpp"
#include "counterfoil/crypto/short_code.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_token_size = 4096;
constexpr unsigned guard_bits = 24;
constexpr unsigned wrong_password_bits = 20;

/// Opening a token fails in one way for everybody: what it was altered from is nobody's business.
Error unknown_token() {
  return Error(errc::not_found, "token: not made here, or not for this session");
}

/// Errors of a token that is not one of ours; all others are faults of the environment.
constexpr std::array unknown = {errc::seal_broken, errc::schema_too_new, errc::key_not_found,
                                errc::key_retired, errc::document_damaged};

Error as_told(const Error& error) {
  const bool is_unknown = std::find(unknown.begin(), unknown.end(), error.code) != unknown.end();
  return is_unknown ? unknown_token() : error;
}

/// Where a token belongs: its kind, tenant, and the session it is tied to (empty: none).
struct TokenPlace {
  SealPurpose purpose;
  std::string_view kind;
  const TenantId& tenant;
  ByteView session;

  DataTuple tuple() const { return DataTuple(kind, tenant, session); }
};

ByteView bytes_of(const SessionBinding& session) {
  return session.bytes().read(SecretAccess::grant());
}

Result<std::string> seal_token(const KeyRing& ring, const TokenPlace& place, const Result<Bytes>& encoded,
                               Entropy& entropy) {
  if (!encoded) return encoded.error();
  const auto sealed = Seal(ring, place.purpose).seal(SecretBytes(ByteView(*encoded)), place.tuple(), entropy);
  if (!sealed) return sealed.error();
  return encode_base64url(*sealed);
}

Result<SecretBytes> open_sealed(const KeyRing& ring, const TokenPlace& place, const std::string& token) {
  if (token.size() > max_token_size) return unknown_token();
  const auto sealed = decode_base64url(token);
  if (!sealed) return unknown_token();
  return Seal(ring, place.purpose).open(*sealed, place.tuple());
}

template <class State>
Result<State> open_token(const KeyRing& ring, const TokenPlace& place, const std::string& token,
                         Result<State> (*decode)(ByteView)) {
  auto state = open_sealed(ring, place, token).and_then([&](const SecretBytes& opened) {
    return decode(opened.read(SecretAccess::grant()));
  });
  if (!state) return as_told(state.error());
  return state;
}

DataTuple field_place(const AccountDocument& account, std::string_view field) {
  return DataTuple("field", account.tenant, account.account, account.incarnation, field);
}

/// Under every usable key.
Result<std::vector<Digest256>> lookup_digests(const KeyRing& ring, const DataTuple& place, ByteView value) {
  std::vector<Digest256> digests;
  for (const RingKey& key : ring.usable_keys()) {
    const auto digest = keyed_digest(key, DigestPurpose::lookup, place, value);
    if (!digest) return digest.error();
    digests.push_back(*digest);
  }
  return digests;
}

}  // namespace

std::string EngineKeys::primary_key_id() const {
  return ring_.primary().id().text();
}

Result<std::vector<Digest256>> EngineKeys::username_digests(const TenantId& tenant,
                                                            std::string_view prepared) const {
  return lookup_digests(ring_, DataTuple("username", tenant), as_bytes(prepared));
}

Result<std::vector<Digest256>> EngineKeys::registration_code_digests(const TenantId& tenant,
                                                                     const SecretBytes& code) const {
  return lookup_digests(ring_, DataTuple("registration-code", tenant), code.read(SecretAccess::grant()));
}

Result<Digest256> EngineKeys::registration_code_digest(const TenantId& tenant,
                                                       const SecretBytes& code) const {
  return keyed_digest(ring_.primary(), DigestPurpose::lookup, DataTuple("registration-code", tenant),
                      code.read(SecretAccess::grant()));
}

Result<std::string> EngineKeys::guard_name(const TenantId& tenant, std::string_view prepared) const {
  const auto digest =
      keyed_digest(ring_.primary(), DigestPurpose::guard, DataTuple("guard", tenant), as_bytes(prepared));
  if (!digest) return digest.error();
  std::array<char, 7> text{};
  std::snprintf(text.data(), text.size(), "%06x", static_cast<unsigned>(leading_bits(*digest, guard_bits)));
  return std::string(text.data());
}

Result<std::uint32_t> EngineKeys::wrong_password_digest(const TenantId& tenant, std::string_view prepared,
                                                        const SecretBytes& password) const {
  const auto digest =
      keyed_digest(ring_.primary(), DigestPurpose::password_repeat,
                   DataTuple("wrong-password", tenant, prepared), password.read(SecretAccess::grant()));
  if (!digest) return digest.error();
  return leading_bits(*digest, wrong_password_bits);
}

Result<SecretBytes> EngineKeys::derive_recovery_code(const AccountDocument& account,
                                                     const OperationId& operation, std::uint32_t index,
                                                     std::uint32_t bits) const {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::size_t length = (bits + random_code_bits_per_character - 1) / random_code_bits_per_character;
  const DataTuple place("recovery-code", account.tenant, account.account, account.incarnation, operation,
                        std::uint64_t{index});
  const auto bytes = derive_secret(ring_.primary(), place, length);
  if (!bytes) return bytes.error();
  SecretBytes code(length);
  const auto in = bytes->read(SecretAccess::grant());
  const auto out = code.write(SecretAccess::grant());
  for (std::size_t i = 0; i < length; ++i) {
    out[i] = static_cast<std::byte>(alphabet[std::to_integer<unsigned>(in[i]) & 31U]);
  }
  return code;
}

Result<SecretBytes> EngineKeys::match_number(const AccountDocument& account,
                                             const Challenge& challenge) const {
  const auto key = ring_.key(challenge.number_key);
  if (!key) return key.error();
  const DataTuple place("match-number", account.tenant, account.account, account.incarnation,
                        challenge.method, static_cast<std::uint64_t>(challenge.purpose), challenge.id);
  return derive_short_code(*key, place, challenge.digits);
}

Result<Digest128> EngineKeys::idempotency_digest(const AccountDocument& account, std::string_view what,
                                                 const std::vector<ByteView>& parts) const {
  // The parts may be secret (codes), so they are data of the digest and not of its place: each is digested by
  // itself, which also keeps their borders apart.
  const DataTuple place("idempotency", account.tenant, account.account, account.incarnation, what);
  Bytes joined;
  for (const ByteView part : parts) {
    const auto digest = keyed_digest(ring_.primary(), DigestPurpose::idempotency, place, part);
    if (!digest) return digest.error();
    joined.insert(joined.end(), digest->begin(), digest->end());
  }
  const auto digest = keyed_digest(ring_.primary(), DigestPurpose::idempotency, place, joined);
  if (!digest) return digest.error();
  Digest128 cut{};
  std::copy_n(digest->begin(), cut.size(), cut.begin());
  return cut;
}

Result<Bytes> EngineKeys::seal_field(const AccountDocument& account, std::string_view field,
                                     const SecretBytes& plain, Entropy& entropy) const {
  return Seal(ring_, SealPurpose::field).seal(plain, field_place(account, field), entropy);
}

Result<SecretBytes> EngineKeys::open_field(const AccountDocument& account, std::string_view field,
                                           ByteView sealed) const {
  return Seal(ring_, SealPurpose::field).open(sealed, field_place(account, field));
}

Result<Bytes> EngineKeys::seal_message(const TenantId& tenant, const MessageId& id, const SecretBytes& plain,
                                       Entropy& entropy) const {
  return Seal(ring_, SealPurpose::outbox).seal(plain, DataTuple("message", tenant, id), entropy);
}

Result<SecretBytes> EngineKeys::open_message(const TenantId& tenant, const MessageId& id,
                                             ByteView sealed) const {
  return Seal(ring_, SealPurpose::outbox).open(sealed, DataTuple("message", tenant, id));
}

Result<std::string> EngineKeys::seal_ticket(const TenantId& tenant, const SessionBinding& session,
                                            const TicketState& state, Entropy& entropy) const {
  return seal_token(ring_, {SealPurpose::ticket, "ticket", tenant, bytes_of(session)}, encode(state),
                    entropy);
}

Result<TicketState> EngineKeys::open_ticket(const TenantId& tenant, const SessionBinding& session,
                                            const std::string& token) const {
  return open_token(ring_, {SealPurpose::ticket, "ticket", tenant, bytes_of(session)}, token, decode_ticket);
}

Result<std::string> EngineKeys::seal_assurance(const TenantId& tenant, const SessionBinding& session,
                                               const AssuranceState& state, Entropy& entropy) const {
  return seal_token(ring_, {SealPurpose::assurance, "assurance", tenant, bytes_of(session)}, encode(state),
                    entropy);
}

Result<AssuranceState> EngineKeys::open_assurance(const TenantId& tenant, const SessionBinding& session,
                                                  const std::string& token) const {
  return open_token(ring_, {SealPurpose::assurance, "assurance", tenant, bytes_of(session)}, token,
                    decode_assurance);
}

Result<std::string> EngineKeys::seal_grant(const TenantId& tenant, const SessionBinding& session,
                                           const ResetGrantState& state, Entropy& entropy) const {
  return seal_token(ring_, {SealPurpose::reset_grant, "reset-grant", tenant, bytes_of(session)},
                    encode(state), entropy);
}

Result<ResetGrantState> EngineKeys::open_grant(const TenantId& tenant, const SessionBinding& session,
                                               const std::string& token) const {
  return open_token(ring_, {SealPurpose::reset_grant, "reset-grant", tenant, bytes_of(session)}, token,
                    decode_reset_grant);
}

Result<std::string> EngineKeys::seal_browser(const TenantId& tenant, const KnownBrowserState& state,
                                             Entropy& entropy) const {
  return seal_token(ring_, {SealPurpose::known_browser, "browser", tenant, {}}, encode(state), entropy);
}

Result<KnownBrowserState> EngineKeys::open_browser(const TenantId& tenant, const std::string& token) const {
  return open_token(ring_, {SealPurpose::known_browser, "browser", tenant, {}}, token, decode_known_browser);
}

Result<std::string> EngineKeys::seal_report(const TenantId& tenant, const ReportState& state,
                                            Entropy& entropy) const {
  return seal_token(ring_, {SealPurpose::report_link, "report", tenant, {}}, encode(state), entropy);
}

Result<ReportState> EngineKeys::open_report(const TenantId& tenant, const std::string& token) const {
  return open_token(ring_, {SealPurpose::report_link, "report", tenant, {}}, token, decode_report);
}

}  // namespace counterfoil
