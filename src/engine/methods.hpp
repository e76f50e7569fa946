#pragma once

#include <optional>
#include <string>

#include "counterfoil/model/factor.hpp"
#include "counterfoil/model/method.hpp"
#include "counterfoil/model/policy.hpp"
#include "model/account_document.hpp"

namespace counterfoil {

/// The kind of a method; none for one that this version does not know.
std::optional<MethodKind> kind_of(const Method& method) noexcept;

/// What a method proves at its best; none for one that this version does not know. A phone with the authenticator
/// proves FactorKind::totp too, by its own codes.
std::optional<FactorKind> factor_of(const Method& method) noexcept;

/// The time-based codes of a method: those of a code app, or a phone's own; null for other kinds.
const Totp* totp_of(const Method& method) noexcept;
Totp* totp_of(Method& method) noexcept;

/// Where wrong proofs of a method are counted in the strangers' lane: a phone's typed codes have a ledger of their
/// own.
const StoredLedger& ledger_of(const Method& method, FactorKind factor) noexcept;
StoredLedger& ledger_of(Method& method, FactorKind factor) noexcept;

/// The method with this id, or null.
const Method* find_method(const AccountDocument& account, const MethodId& id) noexcept;
Method* find_method(AccountDocument& account, const MethodId& id) noexcept;

/// Recovery codes not used yet.
std::size_t codes_left(const RecoveryCodes& codes) noexcept;

/// Whether a method has had as many failures in a row as the policy allows it for good (63B §3.2.2), by one of its
/// factors, or by factor_of() when none is named.
bool is_disabled(const Method& method, const Policy& policy) noexcept;
bool is_disabled(const Method& method, FactorKind factor, const Policy& policy) noexcept;

/// Whether a method can prove a second factor: known, not suspended, allowed, not disabled, and with a code
/// left. Pauses do not count: they end by themselves.
bool is_usable(const Method& method, const Policy& policy) noexcept;

/// Whether any method of the account is usable.
bool has_second_factor(const AccountDocument& account, const Policy& policy) noexcept;

/// Never stranded: no change is accepted after which this is false. An account that ever had a second factor
/// needs a usable one; another one needs its password.
bool can_sign_in(const AccountDocument& account, const Policy& policy) noexcept;

/// The strongest usable method that may be the default, by the order of DESIGN's suggested way; none.
std::optional<MethodId> strongest_default(const AccountDocument& account, const Policy& policy) noexcept;

/// The method as the person sees it.
MethodView view_of(const Method& method, const AccountDocument& account);

/// Nickname, or a plain English name of the kind.
std::string label_of(const Method& method);

}  // namespace counterfoil
