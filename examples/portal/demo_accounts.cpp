#include "demo_accounts.hpp"

#include <string_view>

namespace portal {

using namespace counterfoil;

Result<void> make_demo_accounts(const Engine& engine, const TenantId& tenant) {
  for (const DemoAccount& demo : demo_accounts) {
    NewAccount account{tenant, AccountId::parse(demo.id).value(), {demo.username}};
    account.password = SecretBytes(std::string_view(demo.password));
    const auto made = engine.accounts().create(account);
    if (!made && made.error().code != errc::already_exists) return made.error();
  }
  return {};
}

}  // namespace portal
