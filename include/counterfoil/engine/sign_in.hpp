#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/model/context.hpp"
#include "counterfoil/model/factor.hpp"
#include "counterfoil/model/prompt.hpp"
#include "counterfoil/model/proof.hpp"
#include "counterfoil/model/session_binding.hpp"
#include "counterfoil/model/token.hpp"
#include "counterfoil/model/way.hpp"

namespace counterfoil {

class EngineCore;

/// A sign-in that needs (more) proof: the ticket for the next call, and the ways with their reasons.
struct SignInStep {
  Ticket ticket;
  std::vector<Way> ways;
  Timestamp expires;
};

/// What begin() and begin_password_reset() take.
struct BeginSignIn {
  TenantId tenant;
  std::string username;  ///< As typed; UTF-8.
  SessionBinding session;
  RequestContext context{};
  std::optional<KnownBrowserToken> known_browser{};
};

/// How much has to be proved in a step-up.
enum class StepUpNeed {
  fresh_factor,  ///< One factor, proved now.
  multi_factor,  ///< Two kinds of factor, each proved now.
};

/// What begin_step_up() takes.
struct BeginStepUp {
  TenantId tenant;
  Assurance assurance;
  SessionBinding session;
  StepUpNeed need = StepUpNeed::fresh_factor;
  RequestContext context{};
};

/// What answer() takes.
struct SignInAnswer {
  TenantId tenant;
  Ticket ticket;
  SessionBinding session;
  Proof proof;
  /// What the assurance is bound to when this answer completes the sign-in; without it `session` stays. A
  /// host gives a new one, so that a session fixed before the sign-in is worth nothing after it.
  std::optional<SessionBinding> new_session{};
  /// Whether this browser shall be known from now on (only a multi-factor sign-in makes it so).
  bool remember_browser = false;
  /// Makes a retry safe: the same key and arguments give the same answer for 10 minutes (1–64 bytes).
  std::string idempotency_key{};
};

/// What start() takes.
struct StartPrompt {
  TenantId tenant;
  Ticket ticket;
  SessionBinding session;
  MethodId
      method{};  ///< That of the way; nil in the first step of a reset from a known browser, which names none.
  /// Makes a retry safe: the same key and arguments give the same request for 10 minutes (1–64 bytes).
  std::string idempotency_key{};
};

/// A completed sign-in or step-up.
struct SignedIn {
  AccountId account;
  Assurance assurance;
  SessionId session;
  std::vector<ProvedFactor> factors;
  Timestamp expires;
  std::optional<KnownBrowserToken> known_browser{};
  /// The account has no second factor and the policy asks for one: let the person register one now.
  bool must_register = false;
  /// The password is known to somebody else, or a report asks for a new one: let the person change it now.
  bool must_change_password = false;
};

/// A completed password reset proof: hand it to SecurityInfo::reset_password().
struct ResetProved {
  ResetGrant grant;
  Timestamp expires;
};

/// What an accepted answer leads to. A refused one is an Error.
using SignInOutcome = std::variant<SignInStep, SignedIn, ResetProved>;

/// What check() tells of an assurance that holds.
struct AssuranceStatus {
  AccountId account;
  SessionId session;
  std::vector<ProvedFactor> factors;
  std::vector<std::string> amr;  ///< RFC 8176
  Timestamp authenticated_at;    ///< When the newest factor was proved.
  Timestamp expires;
  bool multi_factor = false;
  bool must_register = false;
  bool must_change_password = false;
};

/// What a report did.
struct ReportOutcome {
  std::size_t methods_suspended = 0;
  std::size_t methods_restored = 0;
  std::size_t browsers_forgotten = 0;
};

/// Proving who you are. One object for all threads.
///
/// Every function may return an environment error (3000–3999): nothing was accepted then, and the same call
/// may be made again. Refusals that a stranger may see do not tell known, bare and unknown names apart.
class COUNTERFOIL_API SignIn {
 public:
  explicit SignIn(std::shared_ptr<EngineCore> core) : core_(std::move(core)) {}

  /// Begins a sign-in. Reads nothing unless a known-browser token is given: before a factor, the ways are a
  /// constant of the realm.
  ///
  /// @return errc::invalid_username, errc::invalid_argument (context), errc::not_found (tenant, or a domain
  ///         that is none of its realms).
  Result<SignInStep> begin(const BeginSignIn& request);

  /// Asks for a fresh factor from somebody who is signed in.
  ///
  /// @return errc::expired, errc::revoked, errc::suspended as check() does.
  Result<SignInStep> begin_step_up(const BeginStepUp& request);

  /// Begins the reset of a forgotten password. Two proofs by different methods are asked
  /// (NIST SP 800-63B-4 §4.2.2.2): a code of a code app and a recovery code, or one of them from a known
  /// browser. Reads nothing and answers the same for every name.
  Result<SignInStep> begin_password_reset(const BeginSignIn& request);

  /// The ways of a ticket as they are now: after a restart of the host, or when a pause is over.
  Result<SignInStep> ways(const TenantId& tenant, const Ticket& ticket, const SessionBinding& session);

  /// Sends a request to a phone with the authenticator, and gives the number to show (DESIGN §5, number matching;
  /// NIST SP 800-63B-4 §3.1.3). Then ask poll() how it stands, and redeem an approval by answer() with a
  /// DeviceAnswer within 60 s. A request of this sign-in that still waits is replaced, and counts as unanswered.
  ///
  /// Needs an earlier factor or, to reset a password, a known browser. Strangers have one waiting request in an
  /// account and known browsers one; a denial or two unanswered ones pause the lane, longer each time.
  ///
  /// @return errc::throttled with `retry_after`, errc::not_allowed (no such way here), errc::expired,
  ///         errc::not_found, errc::revoked, errc::suspended (ticket), errc::idempotency_mismatch.
  Result<PromptView> start(const StartPrompt& request);

  /// How the newest request of a sign-in stands. Never writes; another process's answer shows within 250 ms.
  ///
  /// @return errc::not_found (none was sent, or ticket of another session), errc::revoked, errc::suspended.
  Result<PromptView> poll(const TenantId& tenant, const Ticket& ticket, const SessionBinding& session);

  /// Waits until the newest request no longer waits, and says how it stands then, as poll() does. Blocks the calling
  /// thread; holds no lock, and reads only when the store says that something changed.
  ///
  /// @param at_most  how long, by the computer's clock: 0 to 10 minutes. Afterwards the request may still wait.
  /// @return as poll(); errc::invalid_argument (at_most).
  Result<PromptView> wait(const TenantId& tenant, const Ticket& ticket, const SessionBinding& session,
                          Duration at_most);

  /// Answers one way. A right last factor completes the ticket, once.
  ///
  /// @return the next step, the completed sign-in, or
  ///         errc::password_mismatch, errc::code_mismatch, errc::code_replayed (refused proof),
  ///         errc::throttled with `retry_after` (paused; the proof was not looked at),
  ///         errc::expired (ticket), errc::not_found (ticket of another session or tenant, or spent),
  ///         errc::revoked (an epoch or incarnation later), errc::suspended (account, after a factor),
  ///         errc::not_allowed (a way that the policy or the order of factors does not offer),
  ///         errc::wrong_state (a request on a phone still waits),
  ///         errc::clock_failed (this server's clock is behind an accepted step),
  ///         errc::idempotency_mismatch.
  Result<SignInOutcome> answer(const SignInAnswer& answer);

  /// Ends a ticket, so that it can no longer be completed, and its request on a phone. Ending one that is over is success.
  ///
  /// @return errc::not_found (another session or tenant), errc::throttled (half as many tickets were completed
  ///         and ended lately as are kept, the other half being for completions: this one expires by itself).
  Result<void> cancel(const TenantId& tenant, const Ticket& ticket, const SessionBinding& session);

  /// Whether an assurance holds now, in this session, for a living account.
  ///
  /// @return errc::expired (24 h by policy), errc::revoked (signed out, changed password, reported, session
  ///         ended), errc::suspended, errc::not_found (not made here or for another session).
  Result<AssuranceStatus> check(const TenantId& tenant, const Assurance& assurance,
                                const SessionBinding& session);

  /// "This wasn't me", from the link in a notice; needs no sign-in. Undoes what the notice told of and what
  /// came after it, ends all sessions and requires a new password. Reporting twice is success.
  ///
  /// @return errc::expired (30 days by policy), errc::not_found.
  Result<ReportOutcome> report(const TenantId& tenant, const ReportToken& token);

 private:
  std::shared_ptr<EngineCore> core_;
};

}  // namespace counterfoil
