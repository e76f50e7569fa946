#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "model/account_document.hpp"

namespace counterfoil::testing {

/// An id or digest that looks random and is the same for the same kind and number.
template <std::size_t Size>
std::array<std::byte, Size> numbered(unsigned kind, unsigned number) {
  std::array<std::byte, Size> bytes{};
  std::uint64_t state = kind * 1'000'003ULL + number + 1;
  for (std::byte& byte : bytes) {
    state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    byte = static_cast<std::byte>(state >> 56U);
  }
  return bytes;
}

template <class Id>
Id numbered_id(unsigned kind, unsigned number) {
  return Id(numbered<Id::size>(kind, number));
}

/// Bytes that look sealed: as long as a seal of `plain` bytes is, and not repeating.
inline Bytes sealed_bytes(std::size_t plain, unsigned number) {
  constexpr std::size_t seal_overhead = 45;
  Bytes bytes(seal_overhead + plain);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>((std::size_t{number} * 97 + i * i * 31 + i * 7) & 0xFFU);
  }
  return bytes;
}

/// A length-delimited protobuf field with a number above 15 and below 2048, and a text below 128 bytes: what a newer
/// version may have added.
inline std::string future_field(unsigned number, const std::string& text) {
  const unsigned tag = number << 3U | 2U;
  std::string field;
  field.push_back(static_cast<char>((tag & 0x7FU) | 0x80U));
  field.push_back(static_cast<char>(tag >> 7U));
  field.push_back(static_cast<char>(text.size()));
  return field + text;
}

inline Timestamp at(std::int64_t seconds_after_start, std::int64_t milliseconds = 0) {
  return from_unix_seconds(1'800'000'000 + seconds_after_start) + Duration(milliseconds);
}

inline TenantId sample_tenant() {
  return *TenantId::parse("example-university");
}
inline AccountId sample_account() {
  return *AccountId::parse("7d0c5b1e-person");
}

inline Totp sample_totp(unsigned number) {
  Totp totp;
  totp.sealed_secret = sealed_bytes(20, number);
  totp.algorithm = OtpAlgorithm::sha1;
  totp.last_accepted_step = 60'000'000 + number;
  return totp;
}

inline Method sample_app(unsigned number, const std::string& nickname) {
  Method method;
  method.id = numbered_id<MethodId>(0xA0, number);
  method.nickname = nickname;
  method.created = at(std::int64_t{1000} * number, 123);
  method.last_used = at(std::int64_t{2000} * number, 456);
  method.added_by = number + 1;
  method.changed_by = number + 1;
  method.payload = sample_totp(number);
  return method;
}

/// A phone with the authenticator.
inline Method sample_phone(unsigned number, const std::string& nickname) {
  AuthenticatorApp app;
  const auto point = numbered<64>(0xA2, number);
  app.public_key.assign(point.begin(), point.end());
  app.key_id = numbered<32>(0xA3, number);
  app.device_name = "Ada's phone";
  app.sealed_push_address = sealed_bytes(60, number);
  app.counter = 3 + number;
  app.codes = sample_totp(number);
  app.code_failures.in_a_row = 2;
  app.code_failures.failures.add(2, at(70'000));
  app.move = DeviceMove{numbered<32>(0xA4, number), at(600), true, {}};
  Method method = sample_app(number, nickname);
  method.payload = std::move(app);
  return method;
}

/// A request that waits on a phone.
inline Challenge sample_challenge(unsigned number) {
  Challenge challenge;
  challenge.id = numbered_id<ChallengeId>(0xC1, number);
  challenge.purpose = ChallengePurpose::sign_in;
  challenge.method = numbered_id<MethodId>(0xA0, 0);
  challenge.ticket = numbered_id<TicketId>(0x51, number);
  challenge.epoch = 3;
  challenge.created = at(90'000 + number);
  challenge.expires = at(90'060 + number);
  challenge.behind_password = true;
  challenge.sent_by = 40 + number;
  challenge.number_key = KeyId({std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}});
  challenge.sealed_request = sealed_bytes(300, number);
  return challenge;
}

inline Method sample_recovery_codes(unsigned codes, unsigned used) {
  RecoveryCodes recovery;
  recovery.sealed_digest_key = sealed_bytes(32, 200);
  for (unsigned i = 0; i < codes; ++i) {
    recovery.codes.push_back(
        {numbered<32>(0xC0, i), i < used ? std::optional(at(70'000 + i)) : std::nullopt, {}});
  }
  Method method;
  method.id = numbered_id<MethodId>(0xA1, 0);
  method.nickname = "Recovery codes";
  method.created = at(5000);
  method.added_by = 2;
  method.changed_by = 2;
  method.payload = std::move(recovery);
  return method;
}

inline Registration sample_registration(unsigned number) {
  Registration registration;
  registration.id = numbered_id<RegistrationId>(0x4E, number);
  registration.session = numbered<16>(0x5B, number);
  registration.created = at(500 + number);
  registration.expires = at(1100 + number);
  return registration;
}

/// What an account has when it was just created with a username and nothing else.
inline AccountDocument minimal_document() {
  AccountDocument document(sample_tenant(), sample_account());
  document.incarnation = numbered_id<Incarnation>(0x10, 1);
  document.created = at(0);
  document.usernames.push_back({sealed_bytes(21, 1), "example.ac.uk", {}});
  document.events.head_sequence = 1;
  document.events.head = numbered<32>(0xE0, 1);
  return document;
}

/// An account of every day: a password, four code apps and recovery codes, two browsers, three sessions.
inline AccountDocument everyday_document() {
  AccountDocument document = minimal_document();
  document.epoch = 3;
  document.last_signed_in = at(90'000);
  document.sealed_notice_address = sealed_bytes(26, 2);
  document.password = PasswordRecord{PasswordScheme::argon2id, sealed_bytes(97, 3), at(60), {}, {}};
  for (unsigned i = 0; i < 4; ++i) {
    document.methods.push_back(sample_app(i, std::array{"My phone", "Tablet", "Desk", "Spare token"}[i]));
  }
  document.methods.push_back(sample_recovery_codes(10, 2));
  document.default_method = document.methods.front().id;
  document.had_second_factor = true;
  document.methods[0].strangers.in_a_row = 1;
  document.methods[0].strangers.failures.add(1, at(80'000));
  document.strangers.in_a_row = 1;
  document.strangers.failures.add(1, at(80'000));
  document.spent.push_back({numbered_id<TicketId>(0x50, 1), at(90'600), {}});
  for (unsigned i = 0; i < 2; ++i) {
    document.browsers.push_back({numbered_id<BrowserId>(0xB0, i),
                                 i == 0 ? "Firefox on Windows" : "Safari on iPhone",
                                 "Bristol, United Kingdom",
                                 at(1000 + i),
                                 at(85'000 + i),
                                 0,
                                 3 + i,
                                 {}});
  }
  for (unsigned i = 0; i < 3; ++i) {
    document.sessions.push_back({numbered_id<SessionId>(0x5E, i),
                                 i == 0 ? "Library catalogue" : "E-mail",
                                 "Firefox on Windows",
                                 "Bristol, United Kingdom",
                                 at(85'000 + i),
                                 at(171'400 + i),
                                 numbered_id<BrowserId>(0xB0, 0),
                                 {}});
  }
  document.events = {410, numbered<32>(0xE0, 410), 7, numbered<32>(0xE0, 7), {}};
  return document;
}

/// An account with a phone: two requests, of which one was approved from a known browser, and a registration that
/// another phone tried to take.
inline AccountDocument document_with_phone() {
  AccountDocument document = everyday_document();
  document.methods.insert(document.methods.begin(), sample_phone(9, "Ada's phone"));
  document.challenges = {sample_challenge(0), sample_challenge(1)};
  Challenge& approved = document.challenges.back();
  approved.state = ChallengeState::approved;
  approved.answered = at(90'030);
  approved.known_browser = numbered_id<BrowserId>(0xB0, 0);
  approved.sealed_request.clear();
  document.stranger_prompts.in_a_row = 2;
  document.stranger_prompts.paused_until = at(91'000);
  document.stranger_prompts.failures.add(4, at(90'000));
  document.known_prompts.failures.add(1, at(90'000));
  document.prompts_without_password.add(1, at(80'000));
  Registration registration = sample_registration(7);
  registration.payload = std::get<AuthenticatorApp>(sample_phone(30, "").payload);
  registration.sealed_code = sealed_bytes(16, 7);
  registration.code_digest = numbered<32>(0xA5, 7);
  registration.tests = 2;
  registration.proved = at(900);
  registration.second_phone_refused = true;
  document.registrations.push_back(std::move(registration));
  return document;
}

/// As much as the recommended policy lets an account have, with texts of usual lengths: nicknames of 64 bytes, ten
/// browsers in ten places, twenty sessions from them in five apps, and failures up to the caps.
inline AccountDocument document_at_all_limits() {
  AccountDocument document = everyday_document();
  document.methods.clear();
  document.browsers.clear();
  document.sessions.clear();
  document.spent.clear();
  for (unsigned i = 1; i < 5; ++i) {
    document.usernames.push_back(
        {sealed_bytes(30, 10 + i), i < 3 ? "example.ac.uk" : "student.example.ac.uk", {}});
  }
  const auto failed = [](unsigned number, unsigned days) {
    StoredLedger ledger;
    ledger.in_a_row = 30;
    ledger.paused_until = at(3600);
    for (unsigned day = 0; day < days; ++day) ledger.failures.add(3, at(86'400 * (day - days + 1LL), number));
    for (unsigned hour = 0; hour < 12; ++hour) ledger.failures.add(2, at(3600LL * hour));
    return ledger;
  };
  for (unsigned i = 0; i < 5; ++i) {
    document.methods.push_back(sample_app(i, std::string(63, 'n') + std::to_string(i)));
    document.methods.back().strangers = failed(i, 20);
  }
  document.methods.push_back(sample_recovery_codes(10, 9));
  document.methods.back().nickname = std::string(64, 'r');
  document.strangers = failed(9, 30);
  for (unsigned day = 0; day < 30; ++day) document.known_failures.add(1, at(86'400LL * day));
  document.removed_methods.push_back({sample_app(50, std::string(64, 'g')), 30, at(4000), true, {}});
  for (unsigned i = 0; i < 3; ++i) {
    document.registrations.push_back(sample_registration(i));
    document.registrations.back().tries = 2;
    document.registrations.back().nickname = std::string(64, 'p');
    document.registrations.back().payload = sample_totp(20 + i);
  }
  for (unsigned i = 0; i < 16; ++i) {
    document.spent.push_back({numbered_id<TicketId>(0x50, i), at(90'600 + i, i), {}});
  }
  for (unsigned i = 0; i < 8; ++i) {
    document.outcomes.push_back({numbered<16>(0x0A, i),
                                 numbered<16>(0x0B, i),
                                 numbered_id<OperationId>(0x0C, i),
                                 i % 2 == 0 ? 0 : 2000,
                                 {numbered<16>(0x0D, i)},
                                 {1'800'000'000'000 + i},
                                 i % 2 == 0 ? "" : "the code does not match",
                                 at(700 + i),
                                 {}});
  }
  for (unsigned i = 0; i < 10; ++i) {
    document.browsers.push_back({numbered_id<BrowserId>(0xB0, i),
                                 "Firefox " + std::to_string(140 + i) + " on Windows",
                                 "Town " + std::to_string(i) + ", United Kingdom",
                                 at(1000 + i),
                                 at(85'000 + i),
                                 3,
                                 10 + i,
                                 {}});
  }
  for (unsigned i = 0; i < 20; ++i) {
    const KnownBrowser& browser = document.browsers[i % 10];
    document.sessions.push_back({numbered_id<SessionId>(0x5E, i),
                                 "Application no. " + std::to_string(i % 5),
                                 browser.label,
                                 browser.place,
                                 at(85'000 + i),
                                 at(171'400 + i),
                                 browser.id,
                                 {}});
  }
  return document;
}

/// What stays of a deleted account.
inline AccountDocument tombstone() {
  AccountDocument document(sample_tenant(), sample_account());
  document.incarnation = numbered_id<Incarnation>(0x10, 1);
  document.epoch = 9;
  document.state = AccountState::deleted;
  document.created = at(0);
  document.events = {57, numbered<32>(0xE0, 57), 7, numbered<32>(0xE0, 7), {}};
  return document;
}

/// An everyday document in which every message has a field of a newer version, and a method of a kind that this one
/// does not know.
inline AccountDocument document_of_the_future() {
  AccountDocument document = everyday_document();
  const auto add = [](UnknownFields& unknown) { unknown = future_field(901, "added later"); };
  add(document.unknown);
  add(document.usernames[0].unknown);
  add(document.password->unknown);
  add(document.password->change_failures.unknown);
  for (Method& method : document.methods) add(method.unknown);
  add(document.methods[0].strangers.unknown);
  add(std::get<Totp>(document.methods[0].payload).unknown);
  add(std::get<RecoveryCodes>(document.methods[4].payload).unknown);
  add(std::get<RecoveryCodes>(document.methods[4].payload).codes[3].unknown);
  document.methods[1].payload = UnknownMethod{};
  document.methods[1].unknown = future_field(16, "a passkey, perhaps");
  document.removed_methods.push_back({sample_app(50, "Old phone"), 30, at(4000), false, {}});
  add(document.removed_methods[0].unknown);
  add(document.strangers.unknown);
  add(document.known_failures.unknown);
  document.registrations.push_back(sample_registration(0));
  document.registrations[0].nickname = "New phone";
  document.registrations[0].unknown = future_field(17, "begun");
  add(document.spent[0].unknown);
  document.outcomes.push_back({numbered<16>(0x0A, 0),
                               numbered<16>(0x0B, 0),
                               numbered_id<OperationId>(0x0C, 0),
                               0,
                               {numbered<16>(0x0D, 0)},
                               {-5, 7},
                               "",
                               at(700),
                               future_field(901, "added later")});
  add(document.browsers[0].unknown);
  add(document.sessions[0].unknown);
  add(document.events.unknown);
  return document;
}

}  // namespace counterfoil::testing
