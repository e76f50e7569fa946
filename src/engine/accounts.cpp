#include "counterfoil/engine/accounts.hpp"

#include <algorithm>
#include <utility>

#include "codec/account_export.hpp"
#include "engine/decide_accounts.hpp"
#include "engine/engine_core.hpp"
#include "engine/event_reading.hpp"
#include "engine/field_names.hpp"
#include "engine/guarded_call.hpp"
#include "engine/new_password.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_page = 1000;

/// Everything but creation: the account exists, and the tenant's own policy has the deadline.
template <class F>
auto decide_for(EngineCore& core, const TenantId& tenant_id, const AccountId& account, F&& decide)
    -> std::invoke_result_t<F, Draft&, const Facts&> {
  return core.tenant(tenant_id).and_then([&](const TenantSettings* tenant) {
    return core.accounts().run({tenant_id, account, tenant->policy()}, decide);
  });
}

Result<std::vector<RealmUsername>> resolved_names(const TenantSettings& tenant,
                                                  const std::vector<std::string>& usernames) {
  std::vector<RealmUsername> names;
  for (const std::string& username : usernames) {
    auto name = tenant.resolve(username);
    if (!name) return std::move(name).error();
    names.push_back(*std::move(name));
  }
  return names;
}

Result<void> check_page(std::size_t limit) {
  if (limit == 0 || limit > max_page) return Error(errc::invalid_argument, "limit: expected 1 to 1000");
  return {};
}

Result<AccountReading> read(EngineCore& core, const TenantId& tenant_id, const AccountId& account) {
  const auto tenant = core.tenant(tenant_id);
  if (!tenant) return tenant.error();
  return core.accounts().read({tenant_id, account, (*tenant)->policy()});
}

}  // namespace

Result<void> Accounts::create(const NewAccount& account) {
  const auto tenant = core_->tenant(account.tenant);
  if (!tenant) return tenant.error();
  if (account.password && account.foreign_hash) {
    return Error(errc::invalid_argument, "account: expected a password or a foreign hash, not both");
  }
  if (account.foreign_hash && core_->directory() == nullptr) {
    return Error(errc::invalid_argument, "account: a foreign hash needs a password directory");
  }
  if (account.privilege > 3) return Error(errc::invalid_argument, "privilege: expected 0 to 3");
  auto names = resolved_names(**tenant, account.usernames);
  if (!names) return std::move(names).error();
  if (names->empty()) return Error(errc::invalid_argument, "usernames: expected 1 to 5, each once");
  const Policy& policy = (*tenant)->policy_of(names->front().realm);
  std::optional<std::string> phc;
  if (account.password) {
    auto hash = new_password_hash(*core_, **tenant, policy, nullptr, *account.password);
    if (!hash) return std::move(hash).error();
    phc = *std::move(hash);
  }
  const CreateCommand command{account, *std::move(names), std::move(phc)};
  return core_->accounts().create({account.tenant, account.account, policy},
                                  [&](const std::optional<AccountDocument>& tombstone, const Facts& facts) {
                                    return decide_create(tombstone, command, facts);
                                  });
}

Result<std::vector<AccountSummary>> Accounts::list(const TenantId& tenant_id, const std::string& after,
                                                   std::size_t limit) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  if (auto checked = check_page(limit); !checked) return std::move(checked).error();
  const auto rows =
      guarded_call("store", [&] { return core_->store().scan(RowKind::account, tenant_id, after, limit); });
  if (!rows) return rows.error();
  std::vector<AccountSummary> accounts;
  for (const ScannedRow& row : *rows) {
    const auto id = AccountId::parse(row.row.name);
    if (!id) return Error(errc::document_damaged, "account: a row has a name that is no account id");
    accounts.push_back({*id, row.version, row.summary});
  }
  return accounts;
}

Result<void> Accounts::set_usernames(const TenantId& tenant_id, const AccountId& account,
                                     const std::vector<std::string>& usernames) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  const auto names = resolved_names(**tenant, usernames);
  if (!names) return names.error();
  return decide_for(*core_, tenant_id, account, [&](Draft& draft, const Facts& facts) {
    return decide_set_usernames(draft, *names, facts);
  });
}

Result<void> Accounts::set_notice_address(const TenantId& tenant, const AccountId& account,
                                          const std::optional<std::string>& address) {
  return decide_for(*core_, tenant, account, [&](Draft& draft, const Facts& facts) {
    return decide_set_notice_address(draft, address, facts);
  });
}

Result<void> Accounts::set_privilege(const TenantId& tenant, const AccountId& account, unsigned privilege) {
  return decide_for(*core_, tenant, account, [&](Draft& draft, const Facts& facts) {
    return decide_set_privilege(draft, privilege, facts);
  });
}

Result<void> Accounts::set_password(const TenantId& tenant_id, const AccountId& account,
                                    const SecretBytes& password) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  const auto reading = read(*core_, tenant_id, account);
  if (!reading) return reading.error();
  const Policy& policy = core_->policy_of_account(**tenant, reading->document);
  const auto phc = new_password_hash(*core_, **tenant, policy, &*reading, password);
  if (!phc) return phc.error();
  return decide_for(*core_, tenant_id, account, [&](Draft& draft, const Facts& facts) {
    return decide_set_password(draft, *phc, facts);
  });
}

Result<void> Accounts::suspend(const TenantId& tenant, const AccountId& account) {
  return decide_for(*core_, tenant, account, decide_suspend);
}

Result<void> Accounts::resume(const TenantId& tenant, const AccountId& account) {
  return decide_for(*core_, tenant, account, decide_resume);
}

Result<void> Accounts::raise_code_floors(const TenantId& tenant, const AccountId& account) {
  return decide_for(*core_, tenant, account, decide_raise_code_floors);
}

Result<void> Accounts::remove(const TenantId& tenant, const AccountId& account) {
  const auto known = core_->tenant(tenant);
  if (!known) return known.error();
  const AccountRun run{tenant, account, (*known)->policy()};
  auto deleted = decide_for(*core_, tenant, account, decide_delete);
  if (!deleted) {
    if (deleted.error().code != errc::not_found) return deleted;
    // A deletion may have ended between its two steps: then the second one is still to be done.
    const auto is_unfinished = has_event_bodies(*core_, run);
    if (!is_unfinished) return is_unfinished.error();
    if (!*is_unfinished) return deleted;
  }
  return erase_event_bodies(*core_, run);
}

Result<SecretBytes> Accounts::export_data(const TenantId& tenant, const AccountId& account) {
  const auto reading = read(*core_, tenant, account);
  if (!reading) return reading.error();
  const auto events = all_events(core_->store(), reading->document);
  if (!events) return events.error();
  AccountExport exported{reading->document, {}, {}, *events};
  for (const Username& username : reading->document.usernames) {
    auto name = reading->keys.open_field(reading->document, username_field(), username.sealed_text);
    if (!name) return name;
    exported.usernames.push_back(*std::move(name));
  }
  if (!reading->document.sealed_notice_address.empty()) {
    auto address = reading->keys.open_field(reading->document, notice_address_field(),
                                            reading->document.sealed_notice_address);
    if (!address) return address;
    exported.notice_address = *std::move(address);
  }
  return export_account(exported);
}

Result<std::vector<Event>> Accounts::events(const TenantId& tenant, const AccountId& account,
                                            std::uint64_t from_sequence, std::size_t limit) {
  if (auto checked = check_page(limit); !checked) return std::move(checked).error();
  const auto reading = read(*core_, tenant, account);
  if (!reading) return reading.error();
  auto events = all_events(core_->store(), reading->document);
  if (!events) return events;
  std::erase_if(*events, [&](const Event& event) { return event.sequence < from_sequence; });
  if (events->size() > limit) events->resize(limit);
  return events;
}

Result<EventVerification> Accounts::verify_events(const TenantId& tenant, const AccountId& account) {
  const auto known = core_->tenant(tenant);
  if (!known) return known.error();
  return verify_event_chain(*core_, {tenant, account, (*known)->policy()});
}

Result<std::size_t> Accounts::prune_events(const TenantId& tenant_id, const AccountId& account) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  return prune_old_events(*core_, {tenant_id, account, (*tenant)->policy()});
}

}  // namespace counterfoil
