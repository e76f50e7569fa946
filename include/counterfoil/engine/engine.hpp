#pragma once

#include <memory>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/key_ring_source.hpp"
#include "counterfoil/engine/accounts.hpp"
#include "counterfoil/engine/devices.hpp"
#include "counterfoil/engine/security_info.hpp"
#include "counterfoil/engine/sign_in.hpp"
#include "counterfoil/model/tenant.hpp"
#include "counterfoil/provider/alarm.hpp"
#include "counterfoil/provider/breach_check.hpp"
#include "counterfoil/provider/clock.hpp"
#include "counterfoil/provider/password_directory.hpp"
#include "counterfoil/provider/store.hpp"
#include "counterfoil/provider/witness.hpp"

namespace counterfoil {

/// What an engine is made of. The first four are required; the host shares them with the engine.
struct EngineOptions {
  std::shared_ptr<Store> store;
  std::shared_ptr<Clock> clock;
  std::shared_ptr<Entropy> entropy;
  std::shared_ptr<KeyRingSource> keys;
  std::vector<TenantSettings> tenants;  ///< At least one, each id once.

  std::shared_ptr<PasswordDirectory> password_directory{};  ///< Needed for imported foreign hashes.
  std::shared_ptr<BreachCheck> breach_check{};              ///< Asked before a new password is taken.
  std::shared_ptr<Witness> witness{};                       ///< Default: process_witness().
  std::shared_ptr<AlarmSink> alarms{};                      ///< Default: alarms go nowhere.
  /// Password hashes and directory calls at once; 0: one per processor, at least 2.
  std::size_t verifications_at_once = 0;
};

/// The engine: made once, shared by all threads. Its doors are cheap to copy and keep it alive.
class COUNTERFOIL_API Engine {
 public:
  /// Checks the options, reads the key ring and initialises the third-party libraries.
  ///
  /// @return errc::invalid_argument (a required option is missing, two tenants have one id, or a device endpoint
  ///         is not one, or another tenant's), the key ring's errors (errc::key_file_missing, …): the engine refuses to start without its keys.
  static Result<Engine> create(EngineOptions options);

  SignIn sign_in() const { return SignIn(core_); }
  SecurityInfo security_info() const { return SecurityInfo(core_); }
  Accounts accounts() const { return Accounts(core_); }
  Devices devices() const { return Devices(core_); }

 private:
  explicit Engine(std::shared_ptr<EngineCore> core) : core_(std::move(core)) {}

  std::shared_ptr<EngineCore> core_;
};

}  // namespace counterfoil
