#include "codec/event_chain.hpp"

#include <new>
#include <utility>

#include "base/out_of_memory.hpp"

namespace counterfoil {

namespace {

Error damaged(std::string_view claim) {
  return {errc::document_damaged, std::string("journal: expected ").append(claim)};
}

/// One event at the end of `chain`, which is moved on.
struct LinkedEvent {
  Bytes header;
  Bytes body;
};

Result<LinkedEvent> link_event(const EventOwner& owner, EventChain& chain, const EventDraft& draft,
                               Timestamp at, const EventSalt& salt) {
  auto body = encode_body(draft);
  if (!body) return std::move(body).error();
  const std::uint64_t sequence = chain.head_sequence + 1;
  const auto digest = body_digest_of(salt, sequence, *body);
  if (!digest) return digest.error();
  auto header = encode(EventHeader{sequence, chain.head, draft.type, at, *digest});
  if (!header) return std::move(header).error();
  const auto link = link_of(owner, *header);
  if (!link) return link.error();
  chain.head_sequence = sequence;
  chain.head = *link;
  return LinkedEvent{*std::move(header), *std::move(body)};
}

/// Whether all events of a row happened before `cutoff` and the newest event of the chain is not among them.
bool may_go(const std::vector<LinkedHeader>& headers, const EventChain& chain, Timestamp cutoff) {
  for (const auto& [header, link] : headers) {
    if (header.at >= cutoff || header.sequence >= chain.head_sequence) return false;
  }
  return true;
}

/// Moves the anchor past events that follow from it; those behind it already are passed over.
Result<void> move_anchor(const std::vector<LinkedHeader>& headers, EventChain& chain) {
  for (const auto& [header, link] : headers) {
    if (header.sequence <= chain.anchor_sequence) continue;
    if (header.sequence != chain.anchor_sequence + 1 || header.previous != chain.anchor) {
      return damaged("events that follow from the anchor");
    }
    chain.anchor_sequence = header.sequence;
    chain.anchor = link;
  }
  return {};
}

}  // namespace

Result<ChainedEvents> append_events(const EventOwner& owner, const EventChain& chain,
                                    const std::vector<EventDraft>& drafts, Timestamp at,
                                    const EventSalt& salt) try {
  ChainedEvents chained{{}, {}, chain};
  if (drafts.empty()) return chained;
  std::vector<Bytes> headers;
  std::vector<Bytes> bodies;
  for (const EventDraft& draft : drafts) {
    auto event = link_event(owner, chained.chain, draft, at, salt);
    if (!event) return std::move(event).error();
    headers.push_back(std::move(event->header));
    bodies.push_back(std::move(event->body));
  }
  auto stored_headers = encode_headers(headers);
  if (!stored_headers) return std::move(stored_headers).error();
  auto stored_bodies = encode_bodies(salt, bodies);
  if (!stored_bodies) return std::move(stored_bodies).error();
  chained.headers = *std::move(stored_headers);
  chained.bodies = *std::move(stored_bodies);
  return chained;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<std::vector<Event>> read_events(const EventOwner& owner, const JournalRow& row) try {
  const auto headers = read_headers(owner, row);
  if (!headers) return headers.error();
  std::vector<Event> events;
  if (headers->empty()) return events;
  if (!row.bodies) {
    for (const auto& [header, link] : *headers) {
      events.push_back({.sequence = header.sequence, .type = header.type, .at = header.at, .erased = true});
    }
    return events;
  }
  const auto bodies = read_bodies(*row.bodies);
  if (!bodies) return bodies.error();
  if (bodies->bodies.size() != headers->size()) return damaged("a body for each event");
  for (std::size_t i = 0; i < headers->size(); ++i) {
    const EventHeader& header = (*headers)[i].header;
    const Bytes& body = bodies->bodies[i];
    const auto digest = body_digest_of(bodies->salt, header.sequence, body);
    if (!digest) return digest.error();
    if (*digest != header.body_digest) return damaged("the bodies that the headers are of");
    auto event = read_event(header, body);
    if (!event) return std::move(event).error();
    events.push_back(*std::move(event));
  }
  return events;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<std::optional<PrunePoint>> find_prune_point(const EventOwner& owner, const EventChain& chain,
                                                   const std::vector<JournalRow>& rows, Timestamp cutoff) {
  PrunePoint point{0, 0, chain};
  for (const JournalRow& row : rows) {
    const auto headers = read_headers(owner, row);
    if (!headers) return headers.error();
    if (!may_go(*headers, chain, cutoff)) break;
    if (auto moved = move_anchor(*headers, point.chain); !moved) return std::move(moved).error();
    point.version = row.version + 1;
    ++point.rows;
  }
  if (point.rows == 0) return std::optional<PrunePoint>();
  return std::optional<PrunePoint>(std::move(point));
}

}  // namespace counterfoil
