#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/engine/accounts.hpp"
#include "counterfoil/model/realm.hpp"
#include "engine/draft.hpp"
#include "engine/engine_core.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

/// What create() takes, checked, with the password hashed.
struct CreateCommand {
  const NewAccount& account;
  std::vector<RealmUsername> usernames;
  std::optional<std::string> phc;
};

/// A new account over no row or a tombstone. A tombstone hands on its event chain and a later epoch; everything
/// else of it is gone, and a new incarnation makes it inert.
Result<Draft> decide_create(const std::optional<AccountDocument>& tombstone, const CreateCommand& command,
                            const Facts& facts);

Result<void> decide_set_usernames(Draft& draft, const std::vector<RealmUsername>& usernames,
                                  const Facts& facts);
Result<void> decide_set_notice_address(Draft& draft, const std::optional<std::string>& address,
                                       const Facts& facts);
Result<void> decide_set_privilege(Draft& draft, unsigned privilege, const Facts& facts);
Result<void> decide_set_password(Draft& draft, const std::string& phc, const Facts& facts);
Result<void> decide_suspend(Draft& draft, const Facts& facts);
Result<void> decide_resume(Draft& draft, const Facts& facts);
Result<void> decide_raise_code_floors(Draft& draft, const Facts& facts);

/// Leaves the tombstone: id, incarnation, epoch and event chain.
Result<void> decide_delete(Draft& draft, const Facts& facts);

}  // namespace counterfoil
