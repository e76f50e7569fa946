#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "support/documents.hpp"

namespace counterfoil::testing {

/// Documents that may exist, from a seed: everything that can be there sometimes is.
class RandomDocuments {
 public:
  explicit RandomDocuments(std::uint64_t seed) : engine_(seed) {}

  AccountDocument next() {
    AccountDocument document(sample_tenant(), sample_account());
    document.incarnation = id<Incarnation>();
    document.epoch = 1 + below(1'000'000);
    document.privilege = static_cast<unsigned>(below(4));
    document.created = time();
    document.last_signed_in = maybe([&] { return time(); });
    document.events = chain();
    document.unknown = unknown();
    if (one_in(10)) {
      document.state = AccountState::deleted;
      return document;
    }
    document.state = one_in(5) ? AccountState::suspended : AccountState::active;
    add_person(document);
    add_methods(document);
    add_activity(document);
    return document;
  }

 private:
  std::uint64_t below(std::uint64_t bound) {
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(engine_);
  }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

  template <class F>
  auto maybe(F make) -> std::optional<decltype(make())> {
    if (one_in(2)) return std::nullopt;
    return make();
  }
  template <class F>
  void some(std::uint64_t most, F add) {
    for (std::uint64_t n = below(most + 1); n > 0; --n) add();
  }

  template <std::size_t Size>
  std::array<std::byte, Size> array() {
    std::array<std::byte, Size> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::byte>(below(256));
    return bytes;
  }
  template <class Id>
  Id id() {
    return Id(array<Id::size>());
  }
  Bytes sealed() {
    Bytes bytes(45 + below(100));
    for (auto& byte : bytes) byte = static_cast<std::byte>(below(256));
    return bytes;
  }
  std::string text() {
    static const std::array<const char*, 6> parts = {
        "a", "Z", " ", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x94\x91"};
    std::string text;
    some(20, [&] { text += parts[below(parts.size())]; });
    return text;
  }
  Timestamp time() { return Timestamp(Duration(static_cast<std::int64_t>(below(4'000'000'000'000)))); }
  std::uint64_t event() { return below(1001); }
  UnknownFields unknown() {
    return one_in(4) ? future_field(100 + static_cast<unsigned>(below(900)), text()) : "";
  }

  EventChain chain() {
    EventChain chain{1000 + below(1'000'000), array<32>(), 0, {}, unknown()};
    if (one_in(2)) {
      chain.anchor_sequence = 1 + below(900);
      chain.anchor = array<32>();
    }
    return chain;
  }

  StoredCount count() {
    StoredCount count;
    const auto start = static_cast<std::int64_t>(below(2'000'000'000));
    some(40, [&] {
      count.add(static_cast<std::uint32_t>(1 + below(5)),
                from_unix_seconds(start + static_cast<std::int64_t>(below(5'000'000))));
    });
    count.unknown = unknown();
    return count;
  }
  StoredLedger ledger() {
    StoredLedger ledger;
    ledger.in_a_row = static_cast<std::uint32_t>(below(100));
    ledger.paused_until = maybe([&] { return time(); });
    ledger.failures = count();
    ledger.unknown = unknown();
    return ledger;
  }

  MethodPayload payload(UnknownFields& carrier) {
    if (one_in(6)) {
      carrier = future_field(16 + static_cast<unsigned>(below(3)), "of a newer version");
      return UnknownMethod{};
    }
    if (one_in(4)) return phone();
    if (one_in(3)) {
      RecoveryCodes recovery{sealed(), {}, unknown()};
      some(12, [&] { recovery.codes.push_back({array<32>(), maybe([&] { return time(); }), unknown()}); });
      return recovery;
    }
    return totp();
  }
  AuthenticatorApp phone() {
    AuthenticatorApp app;
    app.algorithm = one_in(2) ? SignatureAlgorithm::es256 : SignatureAlgorithm::eddsa;
    app.public_key.resize(app.algorithm == SignatureAlgorithm::es256 ? 64 : 32);
    for (auto& byte : app.public_key) byte = static_cast<std::byte>(below(256));
    app.key_id = array<32>();
    app.device_name = text();
    if (one_in(2)) app.sealed_push_address = sealed();
    app.counter = below(1000);
    app.codes = totp();
    app.code_failures = ledger();
    app.move = maybe([&] { return DeviceMove{array<32>(), time(), one_in(2), unknown()}; });
    app.unknown = unknown();
    return app;
  }
  Totp totp() {
    Totp totp;
    totp.sealed_secret = sealed();
    totp.algorithm = static_cast<OtpAlgorithm>(1 + below(3));
    totp.digits = static_cast<unsigned>(6 + below(3));
    totp.period = std::chrono::seconds(15 + below(286));
    totp.last_accepted_step = maybe([&] { return static_cast<std::int64_t>(below(1'000'000'000)); });
    totp.drift_steps = static_cast<int>(below(121)) - 60;
    totp.unknown = unknown();
    return totp;
  }
  Method method() {
    Method method;
    method.id = id<MethodId>();
    method.nickname = text();
    method.created = time();
    method.last_used = maybe([&] { return time(); });
    method.suspended = one_in(3);
    method.strangers = ledger();
    method.added_by = event();
    method.changed_by = event();
    method.unknown = unknown();
    method.payload = payload(method.unknown);
    return method;
  }

  void add_person(AccountDocument& document) {
    some(5, [&] { document.usernames.push_back({sealed(), text(), unknown()}); });
    if (one_in(2)) document.sealed_notice_address = sealed();
    document.password = maybe([&] {
      return PasswordRecord{one_in(3) ? PasswordScheme::foreign : PasswordScheme::argon2id, sealed(), time(),
                            ledger(), unknown()};
    });
    document.password_change_required = one_in(3);
    document.password_known_told = one_in(3);
    document.failures_behind_password = static_cast<std::uint32_t>(below(50));
    document.reported_from = event();
    document.reported_until = event();
    document.sign_in_reported = one_in(3);
    document.recovery_open = one_in(3);
    document.had_second_factor = one_in(2);
  }
  void add_methods(AccountDocument& document) {
    some(8, [&] { document.methods.push_back(method()); });
    for (const Method& method : document.methods) {
      if (!std::holds_alternative<RecoveryCodes>(method.payload) && one_in(2))
        document.default_method = method.id;
    }
    some(3, [&] { document.removed_methods.push_back({method(), event(), time(), one_in(2), unknown()}); });
    some(3, [&] {
      Registration registration;
      registration.id = id<RegistrationId>();
      registration.session = array<16>();
      registration.grounds = one_in(2) ? Grounds::multi_factor : Grounds::first_registration;
      registration.created = time();
      registration.expires = time();
      registration.tries = static_cast<unsigned>(below(6));
      registration.nickname = text();
      registration.unknown = unknown();
      registration.payload = payload(registration.unknown);
      if (one_in(2)) {
        registration.sealed_code = sealed();
        registration.code_digest = array<32>();
      }
      registration.tests = static_cast<unsigned>(below(6));
      registration.proved = maybe([&] { return time(); });
      registration.second_phone_refused = one_in(3);
      document.registrations.push_back(std::move(registration));
    });
  }
  Challenge challenge() {
    Challenge challenge;
    challenge.id = id<ChallengeId>();
    challenge.purpose = static_cast<ChallengePurpose>(1 + below(4));
    challenge.state = static_cast<ChallengeState>(1 + below(6));
    challenge.method = id<MethodId>();
    if (one_in(2)) challenge.ticket = id<TicketId>();
    challenge.epoch = below(10);
    challenge.created = time();
    challenge.expires = time();
    challenge.answered = maybe([&] { return time(); });
    challenge.known_browser = maybe([&] { return id<BrowserId>(); });
    challenge.behind_password = one_in(2);
    challenge.sent_by = event();
    challenge.digits = one_in(2) ? 2 : 6;
    challenge.number_key = KeyId(array<4>());
    if (one_in(2)) challenge.sealed_request = sealed();
    challenge.unknown = unknown();
    return challenge;
  }
  void add_activity(AccountDocument& document) {
    some(4, [&] { document.challenges.push_back(challenge()); });
    document.stranger_prompts = ledger();
    document.known_prompts = ledger();
    document.prompts_without_password = count();
    document.strangers = ledger();
    document.known_failures = count();
    some(16, [&] { document.spent.push_back({id<TicketId>(), time(), unknown()}); });
    some(8, [&] {
      KeptOutcome outcome{
          array<16>(), array<16>(), id<OperationId>(), static_cast<std::int32_t>(below(4000)), {}, {},
          text(),      time(),      unknown()};
      some(4, [&] { outcome.ids.push_back(array<16>()); });
      some(4, [&] { outcome.numbers.push_back(static_cast<std::int64_t>(engine_())); });
      document.outcomes.push_back(std::move(outcome));
    });
    some(10, [&] {
      document.browsers.push_back({id<BrowserId>(), text(), text(), time(), maybe([&] { return time(); }),
                                   static_cast<std::uint32_t>(below(6)), event(), unknown()});
    });
    some(20, [&] {
      document.sessions.push_back({id<SessionId>(), text(), text(), text(), time(), time(),
                                   maybe([&] { return id<BrowserId>(); }), unknown()});
    });
  }

  std::mt19937_64 engine_;
};

}  // namespace counterfoil::testing
