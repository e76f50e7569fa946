#include "codec/challenge_codec.hpp"

#include <algorithm>

#include "codec/wire.hpp"

namespace counterfoil {

namespace {

KeyId read_key_id(const std::string& field, Inspection& inspection) {
  std::array<std::byte, KeyId::size> bytes{};
  inspection.require(field.size() == bytes.size(), "challenges: a key id");
  if (field.size() == bytes.size()) std::copy_n(as_bytes(field).begin(), bytes.size(), bytes.begin());
  return KeyId(bytes);
}

}  // namespace

void write(const Challenge& challenge, stored::Challenge& message) {
  wire::put(*message.mutable_id(), challenge.id.bytes());
  message.set_purpose(static_cast<std::uint32_t>(challenge.purpose));
  message.set_state(static_cast<std::uint32_t>(challenge.state));
  wire::put(*message.mutable_method(), challenge.method.bytes());
  if (!challenge.ticket.is_nil()) wire::put(*message.mutable_ticket(), challenge.ticket.bytes());
  message.set_epoch(challenge.epoch);
  message.set_created(wire::number_of(challenge.created));
  message.set_expires(wire::number_of(challenge.expires));
  if (challenge.answered) message.set_answered(wire::number_of(*challenge.answered));
  if (challenge.known_browser) wire::put(*message.mutable_known_browser(), challenge.known_browser->bytes());
  if (challenge.behind_password) message.set_behind_password(true);
  if (challenge.sent_by != 0) message.set_sent_by(challenge.sent_by);
  message.set_digits(challenge.digits);
  wire::put(message.mutable_number_key(), challenge.number_key.bytes());
  if (!challenge.sealed_request.empty())
    wire::put(message.mutable_sealed_request(), challenge.sealed_request);
  wire::put_unknown(message, challenge.unknown);
}

void read(stored::Challenge& message, Challenge& challenge, Inspection& inspection) {
  challenge.id = wire::read_id<ChallengeId>(message.id(), inspection);
  challenge.purpose = wire::read_enumerator(message.purpose(), ChallengePurpose::sign_in,
                                            ChallengePurpose::password_reset, inspection);
  challenge.state =
      wire::read_enumerator(message.state(), ChallengeState::pending, ChallengeState::consumed, inspection);
  challenge.method = wire::read_id<MethodId>(message.method(), inspection);
  challenge.ticket = wire::read_optional_id<TicketId>(message.ticket(), inspection).value_or(TicketId{});
  challenge.epoch = message.epoch();
  challenge.created = wire::time_of(message.created());
  challenge.expires = wire::time_of(message.expires());
  if (message.has_answered()) challenge.answered = wire::time_of(message.answered());
  challenge.known_browser = wire::read_optional_id<BrowserId>(message.known_browser(), inspection);
  challenge.behind_password = message.behind_password();
  challenge.sent_by = message.sent_by();
  challenge.digits = message.digits();
  challenge.number_key = read_key_id(message.number_key(), inspection);
  challenge.sealed_request = wire::read_bytes(message.sealed_request());
  wire::take_unknown(message, challenge.unknown);
}

}  // namespace counterfoil
