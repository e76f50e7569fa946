#include "codec/operation_codec.hpp"

#include <algorithm>
#include <limits>

#include "codec/wire.hpp"
#include "model/document_bounds.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t id_size = 16;
constexpr std::size_t words_per_id = id_size / wire::word_size;

void read_values(const stored::Outcome& message, KeptOutcome& outcome, Inspection& inspection) {
  const auto words = static_cast<std::size_t>(message.ids_size());
  inspection.require(words % words_per_id == 0 && words <= words_per_id * bounds::outcome_values,
                     "outcomes: whole ids, no more than can be");
  inspection.require(static_cast<std::size_t>(message.numbers_size()) <= bounds::outcome_values,
                     "outcomes: no more numbers than can be");
  if (!inspection.passed()) return;
  outcome.ids.reserve(words / words_per_id);
  for (std::size_t i = 0; i < words; i += words_per_id) {
    outcome.ids.push_back(wire::array_at<id_size>(message.ids(), static_cast<int>(i)));
  }
  outcome.numbers.assign(message.numbers().begin(), message.numbers().end());
}

}  // namespace

void write(const SpentTicket& ticket, stored::SpentTicket& message) {
  wire::put(*message.mutable_id(), ticket.id.bytes());
  message.set_expires(wire::number_of(ticket.expires));
  wire::put_unknown(message, ticket.unknown);
}

void read(stored::SpentTicket& message, SpentTicket& ticket, Inspection& inspection) {
  ticket.id = wire::read_id<TicketId>(message.id(), inspection);
  ticket.expires = wire::time_of(message.expires());
  wire::take_unknown(message, ticket.unknown);
}

void write(const KeptOutcome& outcome, stored::Outcome& message) {
  wire::put(*message.mutable_key(), outcome.key);
  wire::put(*message.mutable_arguments(), outcome.arguments);
  wire::put(*message.mutable_operation(), outcome.operation.bytes());
  if (outcome.code != 0) message.set_code(static_cast<std::uint32_t>(outcome.code));
  for (const auto& id : outcome.ids) wire::put(*message.mutable_ids(), id);
  message.mutable_numbers()->Add(outcome.numbers.begin(), outcome.numbers.end());
  if (!outcome.detail.empty()) message.set_detail(outcome.detail);
  message.set_expires(wire::number_of(outcome.expires));
  wire::put_unknown(message, outcome.unknown);
}

void read(stored::Outcome& message, KeptOutcome& outcome, Inspection& inspection) {
  outcome.key = wire::read_array<16>(message.key(), inspection);
  outcome.arguments = wire::read_array<16>(message.arguments(), inspection);
  outcome.operation = wire::read_id<OperationId>(message.operation(), inspection);
  inspection.require(message.code() <= static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max()),
                     "outcomes: a code that exists");
  outcome.code = static_cast<std::int32_t>(message.code());
  read_values(message, outcome, inspection);
  outcome.detail = wire::take(message.mutable_detail());
  outcome.expires = wire::time_of(message.expires());
  wire::take_unknown(message, outcome.unknown);
}

}  // namespace counterfoil
