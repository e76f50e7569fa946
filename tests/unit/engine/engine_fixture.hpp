#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "counterfoil/engine/engine.hpp"
#include "counterfoil/otp/totp.hpp"
#include "counterfoil/testing/faulty_store.hpp"
#include "support/catch.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_entropy.hpp"
#include "support/temporary_directory.hpp"

namespace counterfoil::testing {

/// Keeps alarms for tests to look at. Thread-safe.
class RecordedAlarms final : public AlarmSink {
 public:
  struct Alarm {
    AlarmKind kind;
    std::string sentence;
  };

  void raise(AlarmKind kind, const TenantId&, const std::optional<AccountId>&,
             const std::string& sentence) override;
  std::vector<Alarm> all() const;
  bool has(AlarmKind kind) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Alarm> alarms_;
};

/// A code app that the person has: what the test types from.
struct CodeApp {
  MethodId method;
  SecretBytes secret;
};

/// A person at a browser: a session, and what the host holds for it.
struct Browser {
  SessionBinding session;
  std::optional<KnownBrowserToken> known{};
};

struct FixtureOptions {
  std::shared_ptr<Store> store{};  ///< Default: a store of the kind that COUNTERFOIL_TEST_STORE names.
  std::shared_ptr<Entropy> entropy{};
  std::shared_ptr<PasswordDirectory> directory{};
  std::shared_ptr<BreachCheck> breach_check{};
  std::shared_ptr<Witness> witness{};
  std::string policy_json{};  ///< Laid over the recommended policy.
  bool has_device_endpoint = true;
  std::size_t verifications = 0;  ///< At once; 0: as the engine chooses.
};

FixtureOptions with_policy(const std::string& json);

/// An engine over a store that records and fails on demand, a clock that stands, repeatable entropy, one tenant
/// `example` with the realms `example.ac.uk` and `student.example.ac.uk`, and people who use it.
class EngineFixture {
 public:
  explicit EngineFixture(FixtureOptions options = {});

  static constexpr const char* password = "correct horse battery";

  const TenantId tenant;
  std::shared_ptr<FaultyStore> store;
  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
  std::shared_ptr<RecordedAlarms> alarms = std::make_shared<RecordedAlarms>();
  std::shared_ptr<MemoryKeyRing> keys;

  Engine& engine() { return *engine_; }
  SignIn sign_in() { return engine_->sign_in(); }
  SecurityInfo security_info() { return engine_->security_info(); }
  Accounts accounts() { return engine_->accounts(); }
  Devices devices() { return engine_->devices(); }
  /// The random source that the engine uses instead from now on; null: the repeatable one again.
  void use_entropy(std::shared_ptr<Entropy> entropy);
  /// Another engine on the same store, keys and clock: another process, or the same one after a restart.
  void restart();

  /// Creates `name@example.ac.uk` with the account id `name`.
  AccountId create(const std::string& name, const std::string& password_text = password);
  static Browser new_browser();

  // Sign-in, step by step.
  Result<SignInStep> begin(const std::string& name, const Browser& browser);
  Result<SignInOutcome> answer(const Browser& browser, const Ticket& ticket, Proof proof,
                               const std::string& idempotency_key = {}, bool remember = true);
  Result<SignInOutcome> type_password(const std::string& name, const Browser& browser,
                                      const std::string& password_text = password);
  Result<SignInOutcome> type_code(const Browser& browser, const Ticket& ticket, const CodeApp& app);

  /// The whole of it, which must succeed; a known-browser token is kept in `browser`.
  SignedIn sign_in_by_password(const std::string& name, Browser& browser);
  SignedIn sign_in_by_code(const std::string& name, Browser& browser, const CodeApp& app);

  Caller caller(const Browser& browser, const Assurance& assurance, const std::string& idempotency_key = {});

  /// Registers a code app, which must succeed. `assurance` becomes the fresh one.
  CodeApp register_app(const Browser& browser, Assurance& assurance, const std::string& nickname = "Phone");
  /// The code of the present step.
  SecretBytes code_of(const CodeApp& app) const;
  /// A code that is wrong in every step of the window.
  SecretBytes wrong_code(const CodeApp& app) const;
  /// Moves the clock to the next step, so that a fresh code can be typed.
  void next_step() { clock->advance(std::chrono::seconds(30)); }

  /// Types of the account's events, oldest first.
  std::vector<std::string> event_names(const AccountId& account);

 private:
  EngineOptions options() const;

  std::shared_ptr<Store> new_store();

  TemporaryDirectory directory_;
  FixtureOptions given_;
  std::shared_ptr<Entropy> entropy_;
  std::vector<TenantSettings> tenants_;
  std::optional<Engine> engine_;
};

/// An account `ada` with a password and a code app, signed in at a known browser.
struct Ada {
  explicit Ada(EngineFixture& fixture);

  AccountId account;
  Browser browser;
  CodeApp app;
  Assurance assurance;
};

/// The error of a result that must have failed.
template <class T>
errc code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

SecretBytes secret(std::string_view text);

}  // namespace counterfoil::testing
