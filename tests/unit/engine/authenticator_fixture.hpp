#pragma once

#include <string>

#include "counterfoil/device/phone.hpp"
#include "engine_fixture.hpp"

namespace counterfoil::testing {

/// A phone with the authenticator and one account, which talks to the engine's door for devices.
class AppPhone {
 public:
  explicit AppPhone(EngineFixture& fixture, std::uint64_t seed = 1);

  device::Phone phone;
  device::LocalId id;
  bool loses_reply = false;  ///< The server hears, the phone does not.
  std::vector<std::string> sent;
  std::vector<std::string> received;

  /// Scans a link and asks whose it is.
  Result<protocol::PreviewReply> scan(const SecretBytes& link);
  /// Registers the key with what was scanned.
  Result<device::AccountView> add(const std::string& name = "Ada's phone");

  Result<device::Inbox> inbox();
  /// The one request that waits, which must be there.
  device::PendingRequest request();
  Result<void> approve(const device::PendingRequest& request, const SecretBytes& number);
  Result<void> deny(const device::PendingRequest& request);
  Result<void> report(const device::PendingRequest& request);

  Result<std::string> post(const device::Outgoing& outgoing);
  Timestamp now() const { return fixture_->clock->now().value(); }

 private:
  EngineFixture* fixture_;
};

/// An account `ada` with a password and a phone, signed in at a browser that is known by then.
struct AdaWithPhone {
  explicit AdaWithPhone(EngineFixture& fixture);

  EngineFixture& it;
  AccountId account;
  Browser browser;
  AppPhone phone;
  MethodId method;
  Assurance assurance;

  /// A ticket after the password.
  Ticket ticket(const Browser& from);
  Result<PromptView> start(const Browser& from, const Ticket& ticket,
                           const std::string& idempotency_key = {});
  Result<PromptView> poll(const Browser& from, const Ticket& ticket);
  Result<SignInOutcome> redeem(const Browser& from, const Ticket& ticket);
  /// The whole of it, which must succeed.
  SignedIn sign_in(Browser& from);
};

/// The beginning of a test: Ada, and somebody who has her password, at a browser that nobody knows.
struct AdaAndStranger {
  EngineFixture it;
  AdaWithPhone ada{it};
  Browser stranger = EngineFixture::new_browser();
};

/// The same, after the stranger typed the password.
struct StrangerWithTicket : AdaAndStranger {
  Ticket ticket = ada.ticket(stranger);
};

/// The first registration of a phone, on a password; must succeed. `assurance` becomes the fresh one.
MethodId register_phone(EngineFixture& it, const Browser& browser, Assurance& assurance, AppPhone& phone);

}  // namespace counterfoil::testing
