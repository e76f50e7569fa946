#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/model/context.hpp"
#include "counterfoil/model/event.hpp"
#include "counterfoil/model/explanation.hpp"
#include "counterfoil/model/method.hpp"
#include "counterfoil/model/prompt.hpp"
#include "counterfoil/model/session_binding.hpp"
#include "counterfoil/model/token.hpp"

namespace counterfoil {

class EngineCore;

/// Who manages: the person whose assurance this is, in this session.
struct Caller {
  TenantId tenant;
  Assurance assurance;
  SessionBinding session;
  RequestContext context{};
  /// Makes a retry safe: the same key and arguments give the same answer for 10 minutes (1–64 bytes).
  std::string idempotency_key{};
};

/// The Security info page: the methods, and what may be done.
struct Overview {
  std::vector<MethodView> methods;
  bool has_password = false;
  std::optional<Timestamp> password_changed;
  bool must_change_password = false;
  bool has_second_factor = false;
  std::size_t recovery_codes_left = 0;
  std::size_t browsers = 0;
  std::size_t sessions = 0;
  /// One entry for each kind that could be added, offered or withheld with its reason.
  struct Addable {
    MethodKind kind;
    bool offered = false;
    Explanation explanation;
  };
  std::vector<Addable> addable;
};

/// A code app registration in progress: what the person scans or types. Secret; shown in this session only.
struct TotpRegistration {
  RegistrationId id;
  SecretBytes otpauth_uri;  ///< For the QR code.
  SecretBytes secret_text;  ///< Base32 in groups of four, for "can't scan?".
  Timestamp expires;
};

/// How far the registration of an authenticator has come.
enum class AuthenticatorStage : std::uint8_t {
  waiting_for_phone = 1,  ///< The QR code is to be scanned.
  phone_linked = 2,       ///< "Account added" on the phone; now test it.
  proved = 3,             ///< The phone answered its test: confirm it.
};

/// An authenticator registration in progress. Secret; shown in this session only.
struct AuthenticatorRegistration {
  RegistrationId id;
  AuthenticatorStage stage = AuthenticatorStage::waiting_for_phone;
  SecretBytes link;         ///< For the QR code, or to open or paste; empty once a phone has taken it.
  std::string device_name;  ///< Once a phone is linked.
  bool second_phone_refused = false;  ///< Another phone tried the same code: if it was yours, begin anew.
  std::optional<PromptView> test;     ///< The newest test, with its number to show while it waits.
  std::uint32_t tests_left = 0;
  Timestamp expires;
};

/// Codes that are shown once.
struct NewRecoveryCodes {
  MethodId method;
  std::vector<SecretBytes> codes;
};

/// What a change gives back to the session that made it.
struct Changed {
  std::optional<MethodId> method;
  /// A fresh assurance where the old one would no longer do (a factor more, or a new epoch).
  std::optional<Assurance> assurance;
  std::optional<KnownBrowserToken> known_browser;
};

/// A page of activity, newest first.
struct ActivityPage {
  struct Entry {
    Event event;
    std::string sentence;               ///< In words, English, without the time.
    std::optional<ReportToken> report;  ///< For "this wasn't me", while it can be reported.
  };
  std::vector<Entry> entries;
  std::uint64_t next = 0;  ///< Give it as `before` for the next page; 0: the end.
};

/// Managing your own methods. One object for all threads.
///
/// Every function takes the caller's assurance and refuses with errc::expired, errc::revoked, errc::suspended
/// or errc::not_found as SignIn::check() does; those that change something ask for multi-factor proof at most
/// 10 minutes old and otherwise refuse with errc::proof_required (a step-up helps), and are told to the
/// person by notices. Environment errors (3000–3999) change nothing, but errc::outcome_unknown may have: the
/// same idempotency key retries safely.
class COUNTERFOIL_API SecurityInfo {
 public:
  explicit SecurityInfo(std::shared_ptr<EngineCore> core) : core_(std::move(core)) {}

  /// The methods and what may be done with them. Any assurance that holds will do.
  Result<Overview> overview(const Caller& caller);

  /// Begins to register a code app.
  ///
  /// With no second factor yet, the policy's `first_registration` decides whether a password will do. When
  /// as many registrations are open as the policy allows, the oldest ends.
  /// @param nickname  1–64 code points; empty: "Code app".
  /// @return errc::limit_reached (methods), errc::not_allowed (policy), errc::proof_required,
  ///         errc::invalid_argument (nickname).
  Result<TotpRegistration> begin_totp(const Caller& caller, const std::string& nickname);

  /// A registration of this session that is still open, shown again: after a restart or a reload.
  /// @return errc::not_found (over, or of another session).
  Result<TotpRegistration> totp_registration(const Caller& caller, const RegistrationId& id);

  /// Proves the code app by a current code: the method becomes active, and the default if there was none.
  ///
  /// @return errc::code_mismatch, errc::throttled, errc::not_found (over, or another session),
  ///         errc::proof_required (the grounds it was begun on are gone), errc::limit_reached.
  Result<Changed> confirm_totp(const Caller& caller, const RegistrationId& id, const SecretBytes& code);

  /// Begins to register a phone with the authenticator (FLOWS c): show the QR code of the link, ask
  /// authenticator_registration() until the phone is linked, then test it. As begin_totp() otherwise.
  ///
  /// @param nickname  1–64 code points; empty: the phone's own name.
  /// @return errc::limit_reached (methods), errc::not_allowed (policy, or the tenant has no device endpoint),
  ///         errc::proof_required, errc::invalid_argument (nickname).
  Result<AuthenticatorRegistration> begin_authenticator(const Caller& caller, const std::string& nickname);

  /// How a registration of this session stands. Never writes.
  /// @return errc::not_found (over, or of another session).
  Result<AuthenticatorRegistration> authenticator_registration(const Caller& caller,
                                                               const RegistrationId& id);

  /// Sends the linked phone its test, and gives the number to show: the person types it on the phone. A test that
  /// still waits is replaced.
  ///
  /// @return errc::not_found, errc::wrong_state (no phone is linked, or it is proved already),
  ///         errc::limit_reached (tests), errc::throttled.
  Result<AuthenticatorRegistration> test_authenticator(const Caller& caller, const RegistrationId& id);

  /// Makes a phone that answered its test a method, and the default if there was none. Again is success.
  ///
  /// @return errc::wrong_state (not proved), errc::not_found (over, or another session), errc::proof_required (the
  ///         grounds it was begun on are gone), errc::limit_reached.
  Result<Changed> confirm_authenticator(const Caller& caller, const RegistrationId& id);

  /// Ends a registration. Ending one that is over is success.
  Result<void> cancel_registration(const Caller& caller, const RegistrationId& id);

  /// Makes new recovery codes; the old ones stop working in the same commit.
  Result<NewRecoveryCodes> new_recovery_codes(const Caller& caller);

  /// @param nickname  1–64 code points. @return errc::not_found, errc::invalid_argument.
  Result<void> rename(const Caller& caller, const MethodId& method, const std::string& nickname);

  /// Makes a method the default at sign-in. @return errc::not_found, errc::not_allowed (recovery codes).
  Result<void> set_default(const Caller& caller, const MethodId& method);

  /// Removes a method; when it was the default, the next best becomes it in the same commit.
  /// @return errc::not_found, errc::would_strand.
  Result<Changed> remove(const Caller& caller, const MethodId& method);

  /// Changes the password; all other sessions end.
  ///
  /// @return errc::password_mismatch (the current one), errc::throttled, errc::password_rejected (the message
  ///         says why), errc::invalid_password, errc::not_allowed (the host keeps the passwords).
  Result<Changed> change_password(const Caller& caller, const SecretBytes& current,
                                  const SecretBytes& replacement);

  /// Sets a new password after SignIn::begin_password_reset(); all sessions end. The grant works once.
  ///
  /// @return errc::expired, errc::not_found (grant), errc::revoked (used, or an epoch later), errc::suspended,
  ///         errc::password_rejected, errc::invalid_password.
  Result<void> reset_password(const TenantId& tenant, const ResetGrant& grant, const SessionBinding& session,
                              const SecretBytes& replacement);

  /// Why a password would be refused, as the person types it; changes nothing.
  /// @return success, or errc::password_rejected, errc::invalid_password.
  Result<void> screen_password(const Caller& caller, const SecretBytes& candidate);

  /// The browsers that are known. Any assurance that holds will do.
  Result<std::vector<BrowserView>> browsers(const Caller& caller);
  /// The sign-ins that are usable. Any assurance that holds will do.
  Result<std::vector<SessionView>> sessions(const Caller& caller);
  /// Forgets a known browser. Any assurance that holds will do. @return errc::not_found.
  Result<void> forget_browser(const Caller& caller, const BrowserId& browser);
  /// Ends a session. Any assurance that holds will do. @return errc::not_found.
  Result<void> end_session(const Caller& caller, const SessionId& session);
  /// Ends every session, forgets every known browser, and makes tickets inert; this session gets a fresh
  /// assurance. Any assurance that holds will do.
  Result<Changed> sign_out_everywhere(const Caller& caller);

  /// What happened, newest first. Any assurance that holds will do.
  /// @param before  0 for the newest page, or `next` of the page before. @param limit  1–100.
  Result<ActivityPage> activity(const Caller& caller, std::uint64_t before, std::size_t limit);

 private:
  std::shared_ptr<EngineCore> core_;
};

}  // namespace counterfoil
