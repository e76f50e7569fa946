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

/// What a method proves; none for one that this version does not know.
std::optional<FactorKind> factor_of(const Method& method) noexcept;

/// The method with this id, or null.
const Method* find_method(const AccountDocument& account, const MethodId& id) noexcept;
Method* find_method(AccountDocument& account, const MethodId& id) noexcept;

/// Recovery codes not used yet.
std::size_t codes_left(const RecoveryCodes& codes) noexcept;

/// Whether a method has had as many failures in a row as the policy allows it for good (63B §3.2.2).
bool is_disabled(const Method& method, const Policy& policy) noexcept;

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
