#include "engine/account_label.hpp"

#include "engine/field_names.hpp"

namespace counterfoil {

Result<std::string> account_label(const AccountDocument& account, const EngineKeys& keys) {
  if (account.usernames.empty()) return account.account.text();
  const auto name = keys.open_field(account, username_field(), account.usernames.front().sealed_text);
  if (!name) return name.error();
  return std::string(name->read_text(SecretAccess::grant()));
}

}  // namespace counterfoil
