#pragma once

#include <string>
#include <vector>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/model/event.hpp"
#include "model/account_document.hpp"

namespace counterfoil {

/// What is kept about a person, with what was sealed and is theirs opened.
struct AccountExport {
  const AccountDocument& document;
  std::vector<SecretBytes> usernames;
  SecretBytes notice_address;
  const std::vector<Event>& events;
};

/// All of it as JSON, for the person. Secrets are left out: they let others sign in and tell the person nothing.
/// @return errc::out_of_memory. Thread-safe.
Result<SecretBytes> export_account(const AccountExport& account);

}  // namespace counterfoil
