#include "codec/method_codec.hpp"

#include "codec/ledger_codec.hpp"
#include "codec/wire.hpp"

namespace counterfoil {

namespace {

void write(const Totp& totp, stored::Totp& message) {
  wire::put(message.mutable_sealed_secret(), totp.sealed_secret);
  message.set_algorithm(static_cast<std::uint32_t>(totp.algorithm));
  message.set_digits(totp.digits);
  message.set_period_seconds(static_cast<std::uint32_t>(totp.period.count()));
  if (totp.last_accepted_step) message.set_last_accepted_step(*totp.last_accepted_step);
  if (totp.drift_steps != 0) message.set_drift_steps(totp.drift_steps);
  wire::put_unknown(message, totp.unknown);
}

Totp read(stored::Totp& message, Inspection& inspection) {
  Totp totp;
  totp.sealed_secret = wire::read_bytes(message.sealed_secret());
  totp.algorithm =
      wire::read_enumerator(message.algorithm(), OtpAlgorithm::sha1, OtpAlgorithm::sha512, inspection);
  totp.digits = message.digits();
  totp.period = std::chrono::seconds(message.period_seconds());
  if (message.has_last_accepted_step()) totp.last_accepted_step = message.last_accepted_step();
  totp.drift_steps = message.drift_steps();
  wire::take_unknown(message, totp.unknown);
  return totp;
}

void write(const RecoveryCodes& recovery, stored::RecoveryCodes& message) {
  wire::put(message.mutable_sealed_digest_key(), recovery.sealed_digest_key);
  for (const auto& code : recovery.codes) {
    auto& stored_code = *message.add_codes();
    wire::put(*stored_code.mutable_digest(), code.digest);
    if (code.used) stored_code.set_used(wire::number_of(*code.used));
    wire::put_unknown(stored_code, code.unknown);
  }
  wire::put_unknown(message, recovery.unknown);
}

RecoveryCodes read(stored::RecoveryCodes& message, Inspection& inspection) {
  RecoveryCodes recovery;
  recovery.sealed_digest_key = wire::read_bytes(message.sealed_digest_key());
  recovery.codes.reserve(static_cast<std::size_t>(message.codes_size()));
  for (auto& stored_code : *message.mutable_codes()) {
    auto& code = recovery.codes.emplace_back();
    code.digest = wire::read_array<32>(stored_code.digest(), inspection);
    if (stored_code.has_used()) code.used = wire::time_of(stored_code.used());
    wire::take_unknown(stored_code, code.unknown);
  }
  wire::take_unknown(message, recovery.unknown);
  return recovery;
}

void write(const DeviceMove& move, stored::AuthenticatorApp::Move& message) {
  wire::put(*message.mutable_code_digest(), move.code_digest);
  message.set_expires(wire::number_of(move.expires));
  if (move.used) message.set_used(true);
  wire::put_unknown(message, move.unknown);
}

DeviceMove read(stored::AuthenticatorApp::Move& message, Inspection& inspection) {
  DeviceMove move;
  move.code_digest = wire::read_array<32>(message.code_digest(), inspection);
  move.expires = wire::time_of(message.expires());
  move.used = message.used();
  wire::take_unknown(message, move.unknown);
  return move;
}

void write(const AuthenticatorApp& app, stored::AuthenticatorApp& message) {
  message.set_algorithm(app.algorithm == SignatureAlgorithm::es256 ? 1 : 2);
  if (!app.public_key.empty()) {
    wire::put(*message.mutable_public_key(), app.public_key);
    wire::put(*message.mutable_key_id(), app.key_id);
    write(app.codes, *message.mutable_codes());
  }
  if (!app.device_name.empty()) message.set_device_name(app.device_name);
  if (!app.sealed_push_address.empty())
    wire::put(message.mutable_sealed_push_address(), app.sealed_push_address);
  if (app.counter != 0) message.set_counter(app.counter);
  if (!is_blank(app.code_failures)) write(app.code_failures, *message.mutable_code_failures());
  if (app.move) write(*app.move, *message.mutable_move());
  wire::put_unknown(message, app.unknown);
}

Bytes read_public_key(const wire::Words& words, SignatureAlgorithm algorithm, Inspection& inspection) {
  if (algorithm == SignatureAlgorithm::eddsa) {
    const auto point = wire::read_array<32>(words, inspection);
    return {point.begin(), point.end()};
  }
  const auto point = wire::read_array<64>(words, inspection);
  return {point.begin(), point.end()};
}

AuthenticatorApp read(stored::AuthenticatorApp& message, Inspection& inspection) {
  AuthenticatorApp app;
  inspection.require(message.algorithm() == 1 || message.algorithm() == 2, "enumerators that exist");
  app.algorithm = message.algorithm() == 2 ? SignatureAlgorithm::eddsa : SignatureAlgorithm::es256;
  if (!message.public_key().empty()) {
    app.public_key = read_public_key(message.public_key(), app.algorithm, inspection);
    app.key_id = wire::read_array<32>(message.key_id(), inspection);
    app.codes = read(*message.mutable_codes(), inspection);
  }
  app.device_name = wire::take(message.mutable_device_name());
  app.sealed_push_address = wire::read_bytes(message.sealed_push_address());
  app.counter = message.counter();
  if (message.has_code_failures()) read(*message.mutable_code_failures(), app.code_failures, inspection);
  if (message.has_move()) app.move = read(*message.mutable_move(), inspection);
  wire::take_unknown(message, app.unknown);
  return app;
}

/// A payload in what holds it, a method or a registration. An unknown kind lies among the unknown fields there.
template <class Message>
void write_payload(const MethodPayload& payload, Message& message) {
  if (const auto* totp = std::get_if<Totp>(&payload)) write(*totp, *message.mutable_totp());
  if (const auto* recovery = std::get_if<RecoveryCodes>(&payload))
    write(*recovery, *message.mutable_recovery_codes());
  if (const auto* app = std::get_if<AuthenticatorApp>(&payload))
    write(*app, *message.mutable_authenticator_app());
}

template <class Message>
MethodPayload read_payload(Message& message, Inspection& inspection) {
  if (message.has_totp()) return read(*message.mutable_totp(), inspection);
  if (message.has_recovery_codes()) return read(*message.mutable_recovery_codes(), inspection);
  if (message.has_authenticator_app()) return read(*message.mutable_authenticator_app(), inspection);
  return UnknownMethod{};
}

}  // namespace

void write(const Method& method, stored::Method& message) {
  wire::put(*message.mutable_id(), method.id.bytes());
  message.set_nickname(method.nickname);
  message.set_created(wire::number_of(method.created));
  if (method.last_used) message.set_last_used(wire::number_of(*method.last_used));
  if (method.suspended) message.set_suspended(true);
  if (!is_blank(method.strangers)) write(method.strangers, *message.mutable_strangers());
  if (method.added_by != 0) message.set_added_by(method.added_by);
  if (method.changed_by != 0) message.set_changed_by(method.changed_by);
  write_payload(method.payload, message);
  wire::put_unknown(message, method.unknown);
}

void read(stored::Method& message, Method& method, Inspection& inspection) {
  method.id = wire::read_id<MethodId>(message.id(), inspection);
  method.nickname = wire::take(message.mutable_nickname());
  method.created = wire::time_of(message.created());
  if (message.has_last_used()) method.last_used = wire::time_of(message.last_used());
  method.suspended = message.suspended();
  if (message.has_strangers()) read(*message.mutable_strangers(), method.strangers, inspection);
  method.added_by = message.added_by();
  method.changed_by = message.changed_by();
  method.payload = read_payload(message, inspection);
  wire::take_unknown(message, method.unknown);
}

void write(const RemovedMethod& removed, stored::RemovedMethod& message) {
  write(removed.method, *message.mutable_method());
  message.set_removed_by(removed.removed_by);
  message.set_removed(wire::number_of(removed.removed));
  if (removed.was_default) message.set_was_default(true);
  wire::put_unknown(message, removed.unknown);
}

void read(stored::RemovedMethod& message, RemovedMethod& removed, Inspection& inspection) {
  read(*message.mutable_method(), removed.method, inspection);
  removed.removed_by = message.removed_by();
  removed.removed = wire::time_of(message.removed());
  removed.was_default = message.was_default();
  wire::take_unknown(message, removed.unknown);
}

void write(const Registration& registration, stored::Registration& message) {
  wire::put(*message.mutable_id(), registration.id.bytes());
  wire::put(*message.mutable_session(), registration.session);
  message.set_grounds(static_cast<std::uint32_t>(registration.grounds));
  message.set_created(wire::number_of(registration.created));
  message.set_expires(wire::number_of(registration.expires));
  if (registration.tries != 0) message.set_tries(registration.tries);
  message.set_nickname(registration.nickname);
  if (!registration.sealed_code.empty()) {
    wire::put(message.mutable_sealed_code(), registration.sealed_code);
    wire::put(*message.mutable_code_digest(), registration.code_digest);
  }
  if (registration.tests != 0) message.set_tests(registration.tests);
  if (registration.proved) message.set_proved(wire::number_of(*registration.proved));
  if (registration.second_phone_refused) message.set_second_phone_refused(true);
  write_payload(registration.payload, message);
  wire::put_unknown(message, registration.unknown);
}

void read(stored::Registration& message, Registration& registration, Inspection& inspection) {
  registration.id = wire::read_id<RegistrationId>(message.id(), inspection);
  registration.session = wire::read_array<16>(message.session(), inspection);
  registration.grounds = wire::read_enumerator(message.grounds(), Grounds::multi_factor,
                                               Grounds::first_registration, inspection);
  registration.created = wire::time_of(message.created());
  registration.expires = wire::time_of(message.expires());
  registration.tries = message.tries();
  registration.nickname = wire::take(message.mutable_nickname());
  registration.sealed_code = wire::read_bytes(message.sealed_code());
  if (!registration.sealed_code.empty())
    registration.code_digest = wire::read_array<32>(message.code_digest(), inspection);
  registration.tests = message.tests();
  if (message.has_proved()) registration.proved = wire::time_of(message.proved());
  registration.second_phone_refused = message.second_phone_refused();
  registration.payload = read_payload(message, inspection);
  wire::take_unknown(message, registration.unknown);
}

}  // namespace counterfoil
