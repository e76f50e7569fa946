#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/password_hash.hpp"
#include "counterfoil/model/method_kind.hpp"
#include "counterfoil/otp/otp_parameters.hpp"

namespace counterfoil {

struct ThreatBudget;

/// Days of 24 hours, whatever the calendar says.
using Days = std::chrono::duration<std::int64_t, std::ratio<86400>>;

// The rules and numbers of a tenant, by subject. Each default is the preset `recommended`. Allowed ranges and
// the reasons behind them are in docs/policy.md. 63B is NIST SP 800-63B-4, ASVS is OWASP ASVS 5.0; a number
// without a source is this library's own.

/// Time-based one-time codes (RFC 6238).
struct TotpRules {
  std::uint32_t steps_back = 1;   ///< Steps behind the current one still accepted. RFC 6238 §5.2.
  std::uint32_t steps_ahead = 1;  ///< Steps ahead, for a token whose clock is fast. RFC 6238 §6.
  Duration period = std::chrono::seconds(30);  ///< Length of a step. RFC 6238 §5.2; ASVS 6.5.5.
  std::uint32_t digits = 6;                    ///< Digits of a code, leading zeros included. 63B §3.1.4.
  OtpAlgorithm algorithm =
      OtpAlgorithm::sha1;         ///< Of new registrations; every app knows SHA-1. RFC 6238 §1.2.
  std::uint32_t drift_limit = 4;  ///< Steps a token's clock may be off in all. RFC 6238 §6.

  friend bool operator==(const TotpRules&, const TotpRules&) = default;
};

/// Counter-based one-time codes (RFC 4226).
struct HotpRules {
  std::uint32_t look_ahead = 4;      ///< Counters tried beyond the expected one. RFC 4226 §7.2.
  std::uint32_t resync_window = 50;  ///< Counters searched for two successive codes. RFC 4226 §7.4.

  friend bool operator==(const HotpRules&, const HotpRules&) = default;
};

/// Codes sent by SMS, voice or e-mail.
struct SentCodeRules {
  std::uint32_t digits = 6;                     ///< 63B §3.1.3.
  Duration lifetime = std::chrono::minutes(5);  ///< From the start of the challenge. 63B §3.1.3: ≤10 min.
  std::uint32_t tries = 5;                      ///< Wrong codes after which the challenge is over.
  Duration resend_after = std::chrono::seconds(30);  ///< Between two sends of one challenge.
  std::uint32_t max_sends = 3;                       ///< Sends of one challenge, the first included.
  std::uint32_t per_number_per_hour = 5;             ///< Sends to one number or address, in an hour.
  std::uint32_t per_number_per_day = 10;             ///< Sends to one number or address, in 24 h.

  friend bool operator==(const SentCodeRules&, const SentCodeRules&) = default;
};

/// The number that a screen shows and a phone asks for. It has one try, always.
struct NumberMatchingRules {
  std::uint32_t digits = 2;                      ///< 63B §3.1.3 asks 6 for AAL2.
  Duration lifetime = std::chrono::seconds(60);  ///< How long a prompt waits. 63B §3.1.3: ≤10 min.

  friend bool operator==(const NumberMatchingRules&, const NumberMatchingRules&) = default;
};

/// Saved recovery codes (63B §4.2.1).
struct RecoveryCodeRules {
  std::uint32_t count = 10;                    ///< Codes in a list.
  std::uint32_t bits = 64;                     ///< Entropy of each. 63B §4.2.1: ≥64; §3.1.2: 112.
  std::optional<std::uint32_t> disabled_at{};  ///< Failures in a row; none: never. 63B §3.2.2: ≤100.

  friend bool operator==(const RecoveryCodeRules&, const RecoveryCodeRules&) = default;
};

/// Codes that the service desk issues (ASVS 6.4.1).
struct AccessPassRules {
  std::uint32_t length = 8;                      ///< Characters of an alphabet without look-alikes.
  Duration lifetime = std::chrono::hours(1);     ///< When the operator does not choose.
  Duration shortest = std::chrono::minutes(10);  ///< That an operator may choose.
  Duration longest = Days(30);                   ///< That an operator may choose.
  bool one_time = true;                          ///< Otherwise good until it expires.

  friend bool operator==(const AccessPassRules&, const AccessPassRules&) = default;
};

/// Who keeps and verifies passwords.
enum class PasswordKeeper : std::uint8_t {
  library = 1,  ///< The library hashes, verifies and changes them; `HostProved` is refused.
  host = 2,     ///< The host verifies them and says so with `HostProved`.
};

/// Passwords (63B §3.1.1.2). Lengths count code points after NFC.
struct PasswordRules {
  std::uint32_t min_with_second_factor = 8;  ///< Where it is always used with a second factor.
  std::uint32_t min_alone = 15;              ///< Where it may be the only factor.
  std::uint32_t max = 256;                   ///< 63B asks to take at least 64.
  Argon2idCost argon2id{};                   ///< RFC 9106. OWASP's floor: 19 MiB, two passes, one lane.
  std::vector<std::string> banned_words{};   ///< The tenant's own, on top of the common ones. ASVS 6.2.11.
  PasswordKeeper keeper = PasswordKeeper::library;

  friend bool operator==(const PasswordRules&, const PasswordRules&) = default;
};

/// Failures of one method in the strangers' lane. A pause counts tries, a cap counts candidates.
struct MethodFailureRules {
  std::uint32_t pause_after = 10;                   ///< Failures in a row; from here on each one pauses.
  Duration first_pause = std::chrono::seconds(30);  ///< 63B §3.2.2: 30 s to 1 h.
  Duration longest_pause = std::chrono::hours(1);   ///< Where the doubling ends. 63B §3.2.2.
  std::uint32_t per_day = 30;                       ///< Candidates in 24 h; a success does not clear them.
  std::uint32_t per_30_days = 100;                  ///< Candidates in 30 days; likewise.
  /// Failures in a row at which the method is disabled and must be registered again; none: never.
  /// 63B §3.2.2: at most 100.
  std::optional<std::uint32_t> disabled_at{};

  friend bool operator==(const MethodFailureRules&, const MethodFailureRules&) = default;
};

/// Failures of all methods of an account together.
struct AccountFailureRules {
  std::uint32_t per_day = 60;                     ///< Strangers' candidates in 24 h.
  std::uint32_t per_30_days = 100;                ///< Strangers' candidates in 30 days.
  std::uint32_t known_browsers_per_30_days = 30;  ///< All known browsers together, in 30 days.
  std::uint32_t known_browser_in_a_row = 5;       ///< At which a known browser becomes a stranger.
  /// Failed second factors behind a right password, after which the password counts as known to somebody else
  /// and must be changed.
  std::uint32_t password_known_after = 30;

  friend bool operator==(const AccountFailureRules&, const AccountFailureRules&) = default;
};

/// Pushes that wait on a phone (ASVS 6.6.4; 63B §3.1.3).
struct PromptRules {
  std::uint32_t unanswered_before_pause = 2;       ///< A denial pauses at once.
  Duration first_pause = std::chrono::minutes(1);  ///< Doubles with each further one.
  Duration longest_pause = std::chrono::hours(1);
  std::uint32_t per_day_without_approval = 10;  ///< Prompts in 24 h since the last approval.
  std::uint32_t without_password_per_day = 3;   ///< Prompts from a known browser alone, in 24 h.

  friend bool operator==(const PromptRules&, const PromptRules&) = default;
};

/// Password failures, by a digest of the name.
struct GuardRules {
  std::uint32_t pause_after = 10;                     ///< Failures; from here on each one pauses.
  Duration first_pause = std::chrono::seconds(60);    ///< Doubles with each further one.
  Duration longest_pause = std::chrono::hours(1);     ///< 63B §3.2.2.
  Duration forgotten_after = std::chrono::hours(24);  ///< Since the last failure.

  friend bool operator==(const GuardRules&, const GuardRules&) = default;
};

/// When failures all over a tenant raise the spray signal.
struct SprayRules {
  Duration window = std::chrono::minutes(10);
  std::uint32_t threshold = 200;  ///< First-factor failures of the tenant within the window.

  friend bool operator==(const SprayRules&, const SprayRules&) = default;
};

/// How likely guessing may be to succeed. docs/threat-budget.md says how that is computed.
struct ThreatRules {
  /// In a year, of a million accounts whose password somebody has and who guesses on at every chance. A policy
  /// whose Policy::threat_budget() comes to more is refused.
  std::uint32_t max_takeovers_per_million = 5000;

  friend bool operator==(const ThreatRules&, const ThreatRules&) = default;
};

/// How long things live.
struct LifetimeRules {
  Duration ticket = std::chrono::minutes(10);        ///< A sign-in in progress.
  Duration approval = std::chrono::seconds(60);      ///< In which an approval is redeemed. 63B §3.1.3.
  Duration assurance = std::chrono::hours(24);       ///< 63B §2.2.3: ≤24 h.
  Duration registration = std::chrono::minutes(10);  ///< From begun to confirmed. 63B §4.1.2.2.
  Duration report_link = Days(30);                   ///< The "this wasn't me" link of a notice.
  Duration events = Days(400);                       ///< Then pruned behind the anchor.
  Duration idempotency = std::chrono::minutes(10);   ///< How long the outcome of an operation is kept.
  Duration notice = Days(3);                         ///< How long a notice is worth sending.

  friend bool operator==(const LifetimeRules&, const LifetimeRules&) = default;
};

/// Adding a method. How long a registration may take is in LifetimeRules.
struct RegistrationRules {
  std::uint32_t tries = 10;  ///< Wrong codes or numbers after which it is over, and a new QR code is needed.
  std::uint32_t tests = 5;   ///< Requests to the phone of one registration.

  friend bool operator==(const RegistrationRules&, const RegistrationRules&) = default;
};

/// How old a multi-factor proof may be (ASVS 7.5.1).
struct FreshnessRules {
  Duration manage = std::chrono::minutes(10);   ///< To manage methods.
  Duration passkeys = std::chrono::minutes(5);  ///< To manage passkeys.

  friend bool operator==(const FreshnessRules&, const FreshnessRules&) = default;
};

/// Browsers that completed a multi-factor sign-in.
struct KnownBrowserRules {
  Duration lifetime = Days(180);  ///< Since its last multi-factor sign-in.
  std::uint32_t max = 10;         ///< In an account; the one unused for longest goes.
  /// How long after a multi-factor sign-in the browser stands for the second factor; none: never. It never
  /// does for managing methods.
  std::optional<Duration> stands_for_second_factor{};

  friend bool operator==(const KnownBrowserRules&, const KnownBrowserRules&) = default;
};

/// How many of a kind may be live in one account at once; what keeps its row small.
struct LiveRules {
  std::uint32_t registrations = 3;
  std::uint32_t challenges = 4;
  std::uint32_t outcomes = 8;         ///< Kept for idempotency.
  std::uint32_t spent_tickets = 16;   ///< Completed and not yet expired.
  std::uint32_t sessions = 20;        ///< Listed; the oldest goes.
  std::uint32_t removed_methods = 5;  ///< Kept aside while their removal can be reported.

  friend bool operator==(const LiveRules&, const LiveRules&) = default;
};

/// How many methods an account may have.
struct MethodLimitRules {
  std::uint32_t apps = 5;  ///< Authenticator apps, code apps and tokens together.
  std::uint32_t phones = 3;
  std::uint32_t emails = 2;  ///< 63B §4.6 asks for two addresses that notices go to.
  std::uint32_t passkeys = 10;
  std::uint32_t accounts_per_number = 5;  ///< Accounts of the tenant that share one phone number.

  friend bool operator==(const MethodLimitRules&, const MethodLimitRules&) = default;
};

/// How long the engine tries.
struct DeadlineRules {
  Duration operation = std::chrono::seconds(2);  ///< One operation, queueing and conflicts included.

  friend bool operator==(const DeadlineRules&, const DeadlineRules&) = default;
};

/// Which methods may be registered and used.
struct MethodRules {
  MethodKinds allow = MethodKinds::all();
  MethodKinds deny{};             ///< Wins over `allow`.
  bool email_at_sign_in = false;  ///< Otherwise e-mail is for recovery and notices only. 63B §3.1.3.

  bool allows(MethodKind kind) const noexcept { return allow.contains(kind) && !deny.contains(kind); }

  friend bool operator==(const MethodRules&, const MethodRules&) = default;
};

/// What the first method may be registered on, while an account has no second factor and never had one.
enum class FirstRegistration : std::uint8_t {
  access_pass = 1,     ///< An access pass only.
  password_until = 2,  ///< The password, until `password_for` after the account was created.
  password = 3,        ///< The password, at any time.
};

/// By password it is refused after any reported sign-in, whatever the rule.
struct FirstRegistrationRules {
  FirstRegistration rule = FirstRegistration::password_until;
  Duration password_for = Days(14);

  friend bool operator==(const FirstRegistrationRules&, const FirstRegistrationRules&) = default;
};

/// Which way is suggested first.
enum class SuggestedWay : std::uint8_t {
  strongest = 1,       ///< The strongest that the account has.
  chosen_default = 2,  ///< The person's own default; the strongest while it cannot be used.
};

/// The rules and numbers of a tenant, or of a realm in it. A plain value that may hold anything; what was
/// checked is a ValidPolicy. Thread safety: as a plain value.
struct Policy {
  TotpRules totp{};
  HotpRules hotp{};
  SentCodeRules sent_code{};
  NumberMatchingRules number_matching{};
  RecoveryCodeRules recovery_codes{};
  AccessPassRules access_pass{};
  PasswordRules password{};

  MethodFailureRules method_failures{};
  AccountFailureRules account_failures{};
  PromptRules prompts{};
  GuardRules guard{};
  SprayRules spray{};
  ThreatRules threat{};

  LifetimeRules lifetimes{};
  RegistrationRules registration{};
  FreshnessRules freshness{};
  KnownBrowserRules known_browsers{};
  LiveRules live{};
  MethodLimitRules method_limits{};
  DeadlineRules deadlines{};

  MethodRules methods{};
  FirstRegistrationRules first_registration{};
  /// Whether a sign-in of an account that has no second factor yet is good for registering one only.
  bool second_factor_required = true;
  SuggestedWay suggested_way = SuggestedWay::chosen_default;

  /// What these numbers let somebody who has the password do; see threat_budget.hpp. Any numbers will do.
  COUNTERFOIL_API ThreatBudget threat_budget() const noexcept;

  friend bool operator==(const Policy&, const Policy&) = default;
};

}  // namespace counterfoil
