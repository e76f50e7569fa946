#pragma once

#include "counterfoil/base/result.hpp"
#include "engine/engine_keys.hpp"
#include "model/account_document.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

/// What a token made now says about the account.
AccountStamp stamp_of(const AccountDocument& account);

/// Whether a token made for `stamp` still speaks about this account. Times never decide it.
/// @return errc::revoked (another incarnation or epoch, or deleted), errc::suspended.
Result<void> check_stamp(const AccountDocument& account, const AccountStamp& stamp);

/// Likewise for tokens that outlive an epoch (known browsers, reports): the incarnation alone.
Result<void> check_incarnation(const AccountDocument& account, const Incarnation& incarnation);

/// Begins a new epoch: every ticket, grant and assurance made before is inert, and no outcome kept before is given
/// again.
void bump_epoch(AccountDocument& account);

/// Whether the account has this prepared username: a lookup key is a hint that the document must confirm.
Result<bool> has_username(const AccountDocument& account, const EngineKeys& keys, std::string_view prepared);

/// Whether a ticket or grant may still be completed. @return errc::expired, errc::not_found (spent).
Result<void> check_unspent(const AccountDocument& account, const TicketId& id, Timestamp expires,
                           Timestamp now);

/// Whether one more ticket or grant can be marked as completed. @return errc::throttled.
Result<void> check_room_to_spend(const AccountDocument& account, std::size_t limit, Timestamp now);

/// Marks a ticket or grant as completed, after check_room_to_spend() was asked. Drops only what expired.
void spend(AccountDocument& account, const TicketId& id, Timestamp expires, Timestamp now);

}  // namespace counterfoil
