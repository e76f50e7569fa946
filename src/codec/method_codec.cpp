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

/// A payload in what holds it, a method or a registration. An unknown kind lies among the unknown fields there.
template <class Message>
void write_payload(const MethodPayload& payload, Message& message) {
  if (const auto* totp = std::get_if<Totp>(&payload)) write(*totp, *message.mutable_totp());
  if (const auto* recovery = std::get_if<RecoveryCodes>(&payload))
    write(*recovery, *message.mutable_recovery_codes());
}

template <class Message>
MethodPayload read_payload(Message& message, Inspection& inspection) {
  if (message.has_totp()) return read(*message.mutable_totp(), inspection);
  if (message.has_recovery_codes()) return read(*message.mutable_recovery_codes(), inspection);
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
  registration.payload = read_payload(message, inspection);
  wire::take_unknown(message, registration.unknown);
}

}  // namespace counterfoil
