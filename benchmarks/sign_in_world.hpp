#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/codec/tenant_json.hpp"
#include "counterfoil/engine/engine.hpp"
#include "counterfoil/otp/totp.hpp"

namespace counterfoil::benchmarks {

/// Goes as it is told, so that a code can be typed in every round. Thread-safe.
class SteppedClock final : public Clock {
 public:
  Result<Timestamp> now() override { return now_.load(); }
  void advance(Duration by) { now_ = now_.load() + by; }

 private:
  std::atomic<Timestamp> now_{from_unix_seconds(1'800'000'000)};
};

/// An engine on a store, of a host that keeps the passwords unless it is told otherwise, with accounts `user0`, `user1`, … that have a code app
/// each, and no notice address.
class SignInWorld {
 public:
  SignInWorld(std::shared_ptr<Store> store, std::shared_ptr<KeyRingSource> keys,
              const std::string& password_keeper = "host") {
    EngineOptions options;
    options.store = std::move(store);
    options.clock = clock;
    options.entropy = system_entropy();
    options.keys = std::move(keys);
    options.tenants.push_back(parse_tenant(R"({"id": "example", "issuer": "Example",
        "device_endpoint": "https://id.example.org/authenticator/example",
        "realms": [{"domain": "example.org", "display_name": "Example"}],
        "policy": {"password": {"keeper": ")" +
                                           password_keeper + R"("}}})")
                                  .value());
    engine_.emplace(Engine::create(std::move(options)).value());
  }

  static std::shared_ptr<KeyRingSource> new_keys() {
    const auto entropy = system_entropy();
    return std::make_shared<MemoryKeyRing>(
        KeyRing::create(*entropy, from_unix_seconds(1'800'000'000)).value());
  }

  const TenantId tenant = TenantId::parse("example").value();
  const std::shared_ptr<SteppedClock> clock = std::make_shared<SteppedClock>();

  static std::string user(std::size_t number) { return "user" + std::to_string(number); }

  void create(const std::string& name, bool has_code_app = true,
              std::optional<SecretBytes> password = {}) const {
    NewAccount account{tenant, AccountId::parse(name).value(), {name + "@example.org"}};
    if (has_code_app) account.totp.push_back({secret(), "Phone"});
    account.password = std::move(password);
    engine_->accounts().create(account).value();
  }

  /// A ticket that waits for its second factor; for an account without one, the sign-in is complete.
  SignInOutcome first_factor(const std::string& name) const {
    const auto begun = engine_->sign_in().begin({tenant, name + "@example.org", session()}).value();
    return engine_->sign_in().answer({tenant, begun.ticket, session(), HostProved{}}).value();
  }

  /// A ticket that waits for its code, and the right one.
  SignInAnswer right_answer(const std::string& name) const {
    const auto step = std::get<SignInStep>(first_factor(name));
    const std::string code = generate_totp(secret(), TotpParameters(), clock->now().value()).value();
    return {tenant, step.ticket, session(),
            CodeProof{*step.ways.front().method, SecretBytes(std::string_view(code))}};
  }

  SignInAnswer wrong_password(const std::string& name) const {
    const auto begun = engine_->sign_in().begin({tenant, name + "@example.org", session()}).value();
    return {tenant, begun.ticket, session(),
            PasswordProof{SecretBytes(std::string_view("not the password"))}};
  }

  SignIn sign_in() const { return engine_->sign_in(); }
  SecurityInfo security_info() const { return engine_->security_info(); }
  Devices devices() const { return engine_->devices(); }

  static SessionBinding session() { return SessionBinding::from_bytes(SecretBytes(32)).value(); }

 private:
  static SecretBytes secret() { return SecretBytes(std::string_view("12345678901234567890")); }

  std::optional<Engine> engine_;
};

}  // namespace counterfoil::benchmarks
