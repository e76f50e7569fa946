#include "counterfoil/engine/engine.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "counterfoil/base/utf8.hpp"
#include "engine/engine_core.hpp"
#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_context_size = 200;

Result<void> check_text(const std::string& text) {
  const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  if (text.size() > max_context_size || !plain || !is_valid_utf8(text)) {
    return Error(errc::invalid_argument,
                 "context: expected at most 200 bytes of UTF-8 without control characters");
  }
  return {};
}

Result<void> check_options(const EngineOptions& options) {
  if (!options.store || !options.clock || !options.entropy || !options.keys) {
    return Error(errc::invalid_argument, "engine: store, clock, entropy and keys are required");
  }
  if (options.tenants.empty()) return Error(errc::invalid_argument, "engine: expected at least one tenant");
  return {};
}

std::size_t verifications_of(const EngineOptions& options) {
  if (options.verifications_at_once != 0) return options.verifications_at_once;
  return std::max(2U, std::thread::hardware_concurrency());
}

/// Callers that may wait for a verification, for each one at work.
constexpr std::size_t queue_per_slot = 16;

}  // namespace

Result<void> check_context(const RequestContext& context) {
  for (const std::string* text : {&context.app, &context.place, &context.browser}) {
    if (auto checked = check_text(*text); !checked) return checked;
  }
  return {};
}

Result<std::shared_ptr<EngineCore>> EngineCore::create(EngineOptions options) {
  if (auto checked = check_options(options); !checked) return std::move(checked).error();
  std::map<TenantId, TenantSettings> tenants;
  for (TenantSettings& tenant : options.tenants) {
    const TenantId id = tenant.id();
    if (!tenants.emplace(id, std::move(tenant)).second) {
      return Error(errc::invalid_argument, "engine: two tenants have the same id");
    }
  }
  auto keys = LiveKeyRing::open(options.keys);
  if (!keys) return std::move(keys).error();
  Providers providers;
  providers.store = std::move(options.store);
  providers.clock = std::move(options.clock);
  providers.entropy = std::move(options.entropy);
  providers.keys = *std::move(keys);
  providers.witness = options.witness ? std::move(options.witness) : process_witness();
  providers.alarms = std::move(options.alarms);
  providers.directory = std::move(options.password_directory);
  providers.breach_check = std::move(options.breach_check);
  return std::shared_ptr<EngineCore>(
      new EngineCore(std::move(providers), std::move(tenants), verifications_of(options)));
}

EngineCore::EngineCore(Providers providers, std::map<TenantId, TenantSettings> tenants,
                       std::size_t verifications)
    : options_(std::move(providers)),
      tenants_(std::move(tenants)),
      accounts_(options_),
      guards_(options_),
      slots_(verifications, verifications * queue_per_slot),
      spray_(guards_, options_.alarms) {}

Result<const TenantSettings*> EngineCore::tenant(const TenantId& id) const {
  const auto found = tenants_.find(id);
  if (found == tenants_.end()) return Error(errc::not_found, "tenant: no such tenant");
  return &found->second;
}

const Policy& EngineCore::policy_of_account(const TenantSettings& tenant, const AccountDocument& account) {
  if (account.usernames.empty()) return tenant.policy();
  return tenant.policy_of(account.usernames.front().realm);
}

Result<std::optional<AccountId>> EngineCore::find_by_username(const TenantId& tenant,
                                                              const std::string& prepared) const {
  const auto digests = keys().username_digests(tenant, prepared);
  if (!digests) return digests.error();
  std::optional<AccountId> account;
  for (const Digest256& digest : *digests) {
    const LookupKey key{LookupKind::username, tenant, Bytes(digest.begin(), digest.end())};
    auto found = guarded_call("store", [&] { return options_.store->find(key); });
    if (!found) return std::move(found).error();
    if (*found && !account) account = **found;
  }
  return account;
}

Result<Engine> Engine::create(EngineOptions options) {
  auto core = guarded_call("engine", [&] { return EngineCore::create(std::move(options)); });
  if (!core) return std::move(core).error();
  return Engine(*std::move(core));
}

}  // namespace counterfoil
