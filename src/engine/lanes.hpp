#pragma once

#include <cstdint>
#include <optional>

#include "counterfoil/base/error.hpp"
#include "counterfoil/model/policy.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "model/account_document.hpp"

namespace counterfoil {

/// Whose failures are counted where: known browsers and strangers are kept apart, so that nobody can lock an
/// owner out of their own computer.
enum class Lane : std::uint8_t { stranger = 1, known_browser = 2 };

/// The lane of a browser: known while the account lists it, it is not too old, and it has not failed too
/// often (FLOWS e).
Lane lane_of(const AccountDocument& account, const std::optional<BrowserId>& browser, const Policy& policy,
             Timestamp now);

/// What is proved by what, and from which lane.
struct Attempt {
  const Method& method;
  FactorKind factor;
  Lane lane;
};

/// Why a method may not be tried now: errc::throttled with `retry_after`; none: it may be.
std::optional<Error> throttle_of(const AccountDocument& account, const Attempt& attempt, const Policy& policy,
                                 Timestamp now);

/// A wrong proof of a method.
struct FailedGuess {
  MethodId method;
  FactorKind factor;
  errc reason;
  Lane lane;
  std::optional<BrowserId> browser;
  std::uint32_t candidates;  ///< Codes that one try covers: what the caps count.
  bool behind_password;      ///< A first factor was proved before: the password may be known to somebody.
  RequestContext context;
};

/// Brings pauses and failures that lie ahead of the clock back to it, in the draft (DESIGN §6 "Clock").
void settle_clock(Draft& draft, const MethodId& method, const Facts& facts);

/// Charges a wrong proof to the ledgers of its lane, records it, and tells the person when the numbers say
/// that somebody has the password or that no way is left.
void charge_failure(Draft& draft, const FailedGuess& guess, const Facts& facts);

/// Tells the person when nothing is left to sign in with: only the service desk helps then.
void open_recovery_when_nothing_is_left(Draft& draft, const Facts& facts);

/// After a right proof: clears failures in a row of the method (in the strangers' lane) or of the browser that was
/// used, never the caps.
void clear_failures(AccountDocument& account, const ProvedFactor& proved, Lane lane,
                    const std::optional<BrowserId>& browser);

/// The known browser of this id, or null.
KnownBrowser* find_browser(AccountDocument& account, const std::optional<BrowserId>& id) noexcept;
const KnownBrowser* find_browser(const AccountDocument& account, const std::optional<BrowserId>& id) noexcept;

}  // namespace counterfoil
