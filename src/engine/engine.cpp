#include "counterfoil/engine/engine.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/engine_core.hpp"
#include "engine/guarded_call.hpp"
#include "model/display_text.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_context_size = 200;

Result<void> check_text(const std::string& text) {
  if (text.empty() || is_display_text(text, max_context_size)) return {};
  return Error(errc::invalid_argument,
               "context: expected at most 200 bytes of UTF-8 fit for one line, without control characters");
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
  auto tenants = tenants_of(std::move(options.tenants));
  if (!tenants) return std::move(tenants).error();
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
      new EngineCore(std::move(providers), *std::move(tenants), verifications_of(options)));
}

Result<EngineCore::Tenants> EngineCore::tenants_of(std::vector<TenantSettings> settings) {
  Tenants tenants;
  for (TenantSettings& tenant : settings) {
    const TenantId id = tenant.id();
    if (!tenant.device_endpoint().empty()) {
      auto endpoint = protocol::DeviceEndpoint::parse(tenant.device_endpoint());
      if (!endpoint) return Error(errc::invalid_argument, "device_endpoint: " + endpoint.error().message);
      if (endpoint->tenant() != id)
        return Error(errc::invalid_argument, "device_endpoint: expected to end with the id of its tenant");
      tenants.endpoints.emplace(id, *std::move(endpoint));
    }
    if (!tenants.settings.emplace(id, std::move(tenant)).second)
      return Error(errc::invalid_argument, "engine: two tenants have the same id");
  }
  return tenants;
}

EngineCore::EngineCore(Providers providers, Tenants tenants, std::size_t verifications)
    : options_(std::move(providers)),
      tenants_(std::move(tenants)),
      accounts_(options_),
      guards_(options_),
      slots_(verifications, verifications * queue_per_slot),
      spray_(guards_, options_.alarms) {}

Result<const TenantSettings*> EngineCore::tenant(const TenantId& id) const {
  const auto found = tenants_.settings.find(id);
  if (found == tenants_.settings.end()) return Error(errc::not_found, "tenant: no such tenant");
  return &found->second;
}

Result<const protocol::DeviceEndpoint*> EngineCore::device_endpoint(const TenantId& id) const {
  if (const auto known = tenant(id); !known) return known.error();
  const auto found = tenants_.endpoints.find(id);
  if (found == tenants_.endpoints.end())
    return Error(errc::not_allowed, "tenant: has no device endpoint, and so no authenticators");
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
