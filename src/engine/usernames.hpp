#pragma once

#include <string>
#include <vector>

#include "engine/decide_accounts.hpp"

namespace counterfoil {

/// Puts usernames into the document in place of those it has, with their lookup keys: under every usable key, since
/// key rotation writes them double. @return errc::invalid_argument (none, too many, or one twice).
Result<void> put_usernames(Draft& draft, const std::vector<RealmUsername>& usernames, const Facts& facts);

/// Removes all usernames and their lookup keys.
Result<void> remove_usernames(Draft& draft, const Facts& facts);

/// Puts the address for notices into the document. @return errc::invalid_argument for what is no address.
Result<void> put_notice_address(Draft& draft, const std::string& address, const Facts& facts);

}  // namespace counterfoil
