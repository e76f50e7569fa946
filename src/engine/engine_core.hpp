#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "counterfoil/engine/engine.hpp"
#include "counterfoil/protocol/device_endpoint.hpp"
#include "engine/account_runner.hpp"
#include "engine/device_keys.hpp"
#include "engine/guard_runner.hpp"
#include "engine/spray_signal.hpp"
#include "engine/verification_slots.hpp"

namespace counterfoil {

/// What all doors share: tenants, providers, and what runs decisions. Immutable after creation, but for the
/// parts that say that they are thread-safe.
class EngineCore {
 public:
  static Result<std::shared_ptr<EngineCore>> create(EngineOptions options);

  /// @return errc::not_found.
  Result<const TenantSettings*> tenant(const TenantId& id) const;
  /// Where the tenant's phones send their messages. @return errc::not_allowed when it has no such place.
  Result<const protocol::DeviceEndpoint*> device_endpoint(const TenantId& id) const;
  /// The policy of the realm that an account's first username is in.
  static const Policy& policy_of_account(const TenantSettings& tenant, const AccountDocument& account);

  /// The account of a prepared username, or none. Asks the store under every usable key, always all of them.
  Result<std::optional<AccountId>> find_by_username(const TenantId& tenant,
                                                    const std::string& prepared) const;

  EngineKeys keys() const { return EngineKeys(options_.keys->current()); }
  /// Facts at this moment for what is decided without an account.
  Result<Timestamp> now() { return accounts_.now(); }

  AccountRunner& accounts() noexcept { return accounts_; }
  GuardRunner& guards() noexcept { return guards_; }
  VerificationSlots& slots() noexcept { return slots_; }
  SpraySignal& spray() noexcept { return spray_; }
  DeviceKeys& device_keys() noexcept { return device_keys_; }
  Entropy& entropy() noexcept { return *options_.entropy; }
  PasswordDirectory* directory() noexcept { return options_.directory.get(); }
  BreachCheck* breach_check() noexcept { return options_.breach_check.get(); }
  Store& store() noexcept { return *options_.store; }
  const std::shared_ptr<AlarmSink>& alarms() const noexcept { return options_.alarms; }

 private:
  struct Providers : RunnerProviders {
    std::shared_ptr<PasswordDirectory> directory;
    std::shared_ptr<BreachCheck> breach_check;
  };

  /// What is known of each tenant.
  struct Tenants {
    std::map<TenantId, TenantSettings> settings;
    std::map<TenantId, protocol::DeviceEndpoint> endpoints;
  };
  static Result<Tenants> tenants_of(std::vector<TenantSettings> settings);

  EngineCore(Providers providers, Tenants tenants, std::size_t verifications);

  Providers options_;
  Tenants tenants_;
  AccountRunner accounts_;
  GuardRunner guards_;
  VerificationSlots slots_;
  SpraySignal spray_;
  DeviceKeys device_keys_;
};

/// Checks what a host says about where a request comes from. @return errc::invalid_argument.
Result<void> check_context(const RequestContext& context);

}  // namespace counterfoil
