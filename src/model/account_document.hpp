#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/key_id.hpp"
#include "counterfoil/crypto/sha256.hpp"
#include "counterfoil/crypto/signature_algorithm.hpp"
#include "counterfoil/model/factor.hpp"
#include "counterfoil/model/ids.hpp"
#include "counterfoil/model/method_kind.hpp"
#include "counterfoil/otp/hotp.hpp"
#include "model/stored_ledger.hpp"

namespace counterfoil {

/// 16 bytes of a keyed digest.
using Digest128 = std::array<std::byte, 16>;

/// A code app.
struct Totp {
  Bytes sealed_secret;
  OtpAlgorithm algorithm{};
  unsigned digits = 6;
  std::chrono::seconds period{30};
  std::optional<std::int64_t> last_accepted_step;  ///< The floor: never falls.
  int drift_steps = 0;
  UnknownFields unknown;

  friend bool operator==(const Totp&, const Totp&) = default;
};

/// Recovery codes, kept as digests under a key of their own, which is sealed: re-sealing rotates it.
struct RecoveryCodes {
  struct Code {
    Digest256 digest{};
    std::optional<Timestamp> used;
    UnknownFields unknown;

    friend bool operator==(const Code&, const Code&) = default;
  };
  Bytes sealed_digest_key;
  std::vector<Code> codes;
  UnknownFields unknown;

  friend bool operator==(const RecoveryCodes&, const RecoveryCodes&) = default;
};

/// A code by which another phone takes this one's place.
struct DeviceMove {
  Digest256 code_digest{};  ///< Its lookup key.
  Timestamp expires;
  bool used = false;  ///< By the phone whose key the method has now.
  UnknownFields unknown;

  friend bool operator==(const DeviceMove&, const DeviceMove&) = default;
};

/// A phone with the authenticator. Its ledger as a method counts wrong numbers.
struct AuthenticatorApp {
  SignatureAlgorithm algorithm = SignatureAlgorithm::es256;
  Bytes public_key;    ///< Its point; empty in a registration that no phone has taken up.
  Digest256 key_id{};  ///< Its thumbprint (RFC 7638), by which the device is found.
  std::string device_name;
  Bytes sealed_push_address;  ///< Empty: none.
  std::uint64_t counter = 0;  ///< Highest that was accepted: never falls while the key stays.
  Totp codes;                 ///< The app's own, for when it is offline.
  StoredLedger code_failures;
  std::optional<DeviceMove> move;
  UnknownFields unknown;

  friend bool operator==(const AuthenticatorApp&, const AuthenticatorApp&) = default;
};

/// A kind of method that this version does not know: kept whole among the unknown fields of what holds it,
/// never offered.
struct UnknownMethod {
  friend bool operator==(const UnknownMethod&, const UnknownMethod&) = default;
};

using MethodPayload = std::variant<UnknownMethod, Totp, RecoveryCodes, AuthenticatorApp>;

struct Method {
  MethodId id;
  std::string nickname;
  Timestamp created;
  std::optional<Timestamp> last_used;
  bool suspended = false;
  StoredLedger strangers;        ///< Failures from browsers that are not known.
  std::uint64_t added_by = 0;    ///< Sequence of the event that added it.
  std::uint64_t changed_by = 0;  ///< Sequence of the last event that changed it.
  MethodPayload payload;
  UnknownFields unknown;

  friend bool operator==(const Method&, const Method&) = default;
};

/// A removed method, kept while its removal can be reported.
struct RemovedMethod {
  Method method;
  std::uint64_t removed_by = 0;
  Timestamp removed;
  bool was_default = false;
  UnknownFields unknown;

  friend bool operator==(const RemovedMethod&, const RemovedMethod&) = default;
};

enum class PasswordScheme : std::uint8_t { argon2id = 1, foreign = 2 };

struct PasswordRecord {
  PasswordScheme scheme = PasswordScheme::argon2id;
  Bytes sealed_hash;  ///< PHC string, or the foreign hash.
  Timestamp changed;
  StoredLedger change_failures;  ///< Wrong current passwords while changing it.
  UnknownFields unknown;

  friend bool operator==(const PasswordRecord&, const PasswordRecord&) = default;
};

/// What a registration was begun on.
enum class Grounds : std::uint8_t { multi_factor = 1, first_registration = 2 };

struct Registration {
  RegistrationId id;
  Digest128 session{};  ///< SHA-256 of the session binding, cut; the binding itself is random.
  Grounds grounds = Grounds::multi_factor;
  Timestamp created;
  Timestamp expires;
  unsigned tries = 0;
  std::string nickname;
  Bytes sealed_code;                ///< Of the QR code; empty: none.
  Digest256 code_digest{};          ///< Its lookup key.
  unsigned tests = 0;               ///< Sent to the phone so far.
  std::optional<Timestamp> proved;  ///< When the phone answered its test.
  bool second_phone_refused = false;
  MethodPayload payload;
  UnknownFields unknown;

  friend bool operator==(const Registration&, const Registration&) = default;
};

/// What a challenge is for.
enum class ChallengePurpose : std::uint8_t { sign_in = 1, step_up = 2, registration = 3, password_reset = 4 };

/// Every state but `pending` is an end, and final; but what is approved can be redeemed once. Expiry is computed.
enum class ChallengeState : std::uint8_t {
  pending = 1,
  approved = 2,
  denied = 3,
  wrong_number = 4,
  cancelled = 5,
  consumed = 6,
};

/// A request that waits on a phone, or waited there a moment ago.
struct Challenge {
  ChallengeId id;
  ChallengePurpose purpose = ChallengePurpose::sign_in;
  ChallengeState state = ChallengeState::pending;
  MethodId method;  ///< In a registration, the one that it will become.
  TicketId ticket;  ///< Whose sign-in it is; nil in a registration.
  std::uint64_t epoch = 0;
  Timestamp created;
  Timestamp expires;
  std::optional<Timestamp> answered;
  std::optional<BrowserId> known_browser;  ///< Its lane.
  bool behind_password = false;            ///< A first factor was proved before.
  std::uint64_t sent_by = 0;               ///< Sequence of the event that tells of it.
  unsigned digits = 2;
  KeyId number_key;      ///< Of the key that its number derives from.
  Bytes sealed_request;  ///< The bytes that the phone shows and signs; empty once it has ended.
  UnknownFields unknown;

  friend bool operator==(const Challenge&, const Challenge&) = default;
};

/// A ticket or grant that was completed or ended, kept until it expires.
struct SpentTicket {
  TicketId id;
  Timestamp expires;
  UnknownFields unknown;

  friend bool operator==(const SpentTicket&, const SpentTicket&) = default;
};

/// The outcome of an operation with an idempotency key: what is needed to give the same answer again.
struct KeptOutcome {
  Digest128 key{};        ///< Keyed digest of the idempotency key.
  Digest128 arguments{};  ///< Keyed digest of operation, session and arguments.
  OperationId operation;
  std::int32_t code = 0;  ///< 0, or the errc of a refusal.
  std::vector<std::array<std::byte, 16>> ids;
  std::vector<std::int64_t> numbers;
  std::string detail;  ///< A refusal's message.
  Timestamp expires;
  UnknownFields unknown;

  friend bool operator==(const KeptOutcome&, const KeptOutcome&) = default;
};

struct KnownBrowser {
  BrowserId id;
  std::string label;
  std::string place;
  Timestamp since;
  std::optional<Timestamp> last_used;
  std::uint32_t failures_in_a_row = 0;
  std::uint64_t added_by = 0;
  UnknownFields unknown;

  friend bool operator==(const KnownBrowser&, const KnownBrowser&) = default;
};

struct LiveSession {
  SessionId id;
  std::string app;
  std::string browser;
  std::string place;
  Timestamp started;
  Timestamp expires;
  std::optional<BrowserId> known_browser;
  UnknownFields unknown;

  friend bool operator==(const LiveSession&, const LiveSession&) = default;
};

struct Username {
  Bytes sealed_text;
  std::string realm;  ///< Domain of its realm.
  UnknownFields unknown;

  friend bool operator==(const Username&, const Username&) = default;
};

/// Both ends of the event chain as this document knows them.
struct EventChain {
  std::uint64_t head_sequence = 0;    ///< Of the newest event; 0: none yet.
  Digest256 head{};                   ///< Link of the newest event.
  std::uint64_t anchor_sequence = 0;  ///< Of the newest event pruned; 0: none.
  Digest256 anchor{};
  UnknownFields unknown;

  friend bool operator==(const EventChain&, const EventChain&) = default;
};

enum class AccountState : std::uint8_t { active = 1, suspended = 2, deleted = 3 };

/// Everything that decides about an account: one row. A deleted account keeps what the tombstone needs.
struct AccountDocument {
  TenantId tenant;
  AccountId account;
  Incarnation incarnation;
  std::uint64_t epoch = 1;
  unsigned privilege = 0;
  AccountState state = AccountState::active;
  Timestamp created;
  std::optional<Timestamp> last_signed_in;

  std::vector<Username> usernames;
  Bytes sealed_notice_address;  ///< Empty: none.

  std::optional<PasswordRecord> password;
  bool password_change_required = false;
  bool password_known_told = false;  ///< The person was told that somebody has the password.
  std::uint32_t failures_behind_password =
      0;  ///< Failed second factors behind a right password since it was set.

  std::vector<Method> methods;
  std::optional<MethodId> default_method;
  std::vector<RemovedMethod> removed_methods;
  bool had_second_factor = false;    ///< One was active at some time.
  std::uint64_t reported_from = 0;   ///< The last report undid what happened from this event on; 0: none.
  std::uint64_t reported_until = 0;  ///< Sequence of the last report itself.
  bool sign_in_reported = false;     ///< A report was made: no first registration by password.
  bool recovery_open = false;        ///< Nothing is left to sign in with; the service desk has to help.

  StoredLedger strangers;      ///< Failures over all methods from browsers that are not known.
  StoredCount known_failures;  ///< Failures over all known browsers.

  // Of prompts: those unanswered in a row, the pause, and all since the last approval.
  StoredLedger stranger_prompts;
  StoredLedger known_prompts;            ///< From all known browsers.
  StoredCount prompts_without_password;  ///< From known browsers, before any factor.

  std::vector<Registration> registrations;
  std::vector<Challenge> challenges;  ///< Oldest first.
  std::vector<SpentTicket> spent;
  std::vector<KeptOutcome> outcomes;
  std::vector<KnownBrowser> browsers;
  std::vector<LiveSession> sessions;
  EventChain events;
  UnknownFields unknown;

  AccountDocument(TenantId tenant_in, AccountId account_in)
      : tenant(std::move(tenant_in)), account(std::move(account_in)) {}

  friend bool operator==(const AccountDocument&, const AccountDocument&) = default;
};

}  // namespace counterfoil
