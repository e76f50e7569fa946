#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/engine/engine.hpp"
#include "counterfoil/store/sqlite_store.hpp"
#include "support/fake_clock.hpp"

namespace counterfoil::testing {

/// What an installation may have of its own.
struct InstallationOptions {
  std::string vfs{};                    ///< empty: SQLite's default
  std::shared_ptr<Entropy> entropy{};   ///< default: the system's
  std::shared_ptr<Witness> witness{};   ///< default: one of this installation
  std::shared_ptr<AlarmSink> alarms{};  ///< default: nobody hears them
  std::uint32_t checkpoint_pages = 1'000;
  /// How long an operation may take; the default is the longest there is, since a loaded machine is no failure.
  std::string deadline = "30s";
  /// Puts a store around the one on the file.
  std::function<std::shared_ptr<Store>(std::shared_ptr<Store>)> around{};
};

/// A product in one folder, as one process has it: the store and the key ring in their files, an engine of one
/// tenant whose host keeps the passwords, and a clock that stands. Throws when it cannot start.
class Installation {
 public:
  explicit Installation(const std::string& folder, const InstallationOptions& options = {});

  /// Makes the key ring's file, the same one in every folder.
  static void make_keys(const std::string& folder);
  static std::string database_in(const std::string& folder) { return folder + "/store.db"; }

  const TenantId tenant = TenantId::parse("example").value();
  const std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();

  SignIn sign_in() const { return engine_->sign_in(); }
  SecurityInfo security_info() const { return engine_->security_info(); }
  Accounts accounts() const { return engine_->accounts(); }
  Devices devices() const { return engine_->devices(); }
  Store& store() const { return *store_; }

  /// Creates `name@example.ac.uk` with the account id `name` and a code app that holds `secret()`.
  Result<void> create(const std::string& name) const;
  /// A sign-in after its first factor: its ticket waits for a second one.
  Result<SignInStep> second_step(const std::string& name) const;
  Result<SignInOutcome> answer(const SignInStep& step, Proof proof) const;
  /// Signs in with the code of the code app, which is the first way after the first factor.
  Result<SignInOutcome> sign_in_by_code(const std::string& name) const;

  static SecretBytes secret();
  static SessionBinding session();
  /// The code app's code, so many steps from now.
  SecretBytes code(int steps_ahead = 0) const;
  /// The `number`th code that is not right in any step near now.
  SecretBytes wrong_code(unsigned number) const;

 private:
  std::shared_ptr<Store> store_;
  std::optional<Engine> engine_;
};

/// The method that a ticket's first code app is.
MethodId code_app_of(const SignInStep& step);

}  // namespace counterfoil::testing
