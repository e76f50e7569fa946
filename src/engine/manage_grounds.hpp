#pragma once

#include <string>

#include "counterfoil/base/result.hpp"
#include "counterfoil/model/token.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"
#include "engine/idempotency.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// Who manages, opened: every decision of the Security info page begins with it.
struct ManageCommand {
  const AssuranceState& assurance;
  const SessionBinding& session;
  const RequestContext& context;
  const std::string& idempotency_key;
};

/// Whether the caller's assurance holds. @return errc::expired, errc::revoked, errc::suspended.
Result<void> check_caller(const AccountDocument& account, const ManageCommand& command, Timestamp now);

/// Whether the caller may manage methods now: fresh multi-factor proof. @return errc::proof_required, or as
/// check_caller().
Result<void> check_may_manage(const AccountDocument& account, const ManageCommand& command,
                              const Facts& facts);

/// What a registration may be begun on: fresh multi-factor proof or, while the account has no second factor and
/// never had one, what the policy's `first_registration` allows.
/// @return errc::proof_required, errc::not_allowed (an access pass or the service desk is needed), or as
/// check_caller().
Result<Grounds> registration_grounds(const AccountDocument& account, const ManageCommand& command,
                                     const Facts& facts);

/// SHA-256 of a session binding, cut: for what is stored.
Result<Digest128> session_digest(const SessionBinding& session);

/// The operation of a command, for idempotency.
Operation operation_of(const ManageCommand& command, std::string_view name,
                       std::vector<ByteView> arguments = {});

/// A nickname: 1–64 code points without control characters, normalised to NFC. @return errc::invalid_argument.
Result<std::string> checked_nickname(const std::string& nickname);

/// A fresh assurance for the session that made a change which bumped the epoch or proved a factor, with `proved`
/// besides the factors it had.
Result<Assurance> renewed_assurance(Draft& draft, const ManageCommand& command,
                                    const std::vector<ProvedFactor>& proved, const Facts& facts);

/// Ends every session but the caller's.
void end_other_sessions(AccountDocument& account, const SessionId& mine);

}  // namespace counterfoil
