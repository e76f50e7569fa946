#include "codec/event_codec.hpp"

#include "codec/journal.pb.h"
#include "codec/stored_message.hpp"
#include "codec/wire.hpp"
#include "counterfoil/crypto/data_tuple.hpp"
#include "model/document_check.hpp"

namespace counterfoil {

namespace {

constexpr StoredKind header_kind{"event header", 1};
constexpr StoredKind headers_kind{"event headers", 1};
constexpr StoredKind body_kind{"event body", 1};
constexpr StoredKind bodies_kind{"event bodies", 1};

constexpr std::size_t longest_detail = 1024;

EventHeader read(stored::EventHeader& message, Inspection& inspection) {
  EventHeader header;
  header.sequence = message.sequence();
  inspection.require(header.sequence > 0, "sequences from 1");
  header.previous = wire::read_array<32>(message.previous(), inspection);
  inspection.require(message.type() > 0 && message.type() <= 0xFFFF, "an event type");
  header.type = static_cast<EventType>(message.type());
  header.at = wire::time_of(message.at());
  check(header.at, inspection);
  header.body_digest = wire::read_array<32>(message.body_digest(), inspection);
  return header;
}

bool are_texts(const EventDraft& draft) {
  return is_text(draft.label, bounds::nickname) && is_text(draft.detail, longest_detail) &&
         is_text(draft.context.app, bounds::context_text) &&
         is_text(draft.context.place, bounds::context_text) &&
         is_text(draft.context.browser, bounds::context_text);
}

void write(const EventDraft& draft, stored::EventBody& message) {
  if (draft.factor) message.set_factor(static_cast<std::uint32_t>(*draft.factor));
  if (draft.method) wire::put(*message.mutable_method(), draft.method->bytes());
  if (draft.session) wire::put(*message.mutable_session(), draft.session->bytes());
  if (!draft.label.empty()) message.set_label(draft.label);
  if (!draft.context.app.empty()) message.set_app(draft.context.app);
  if (!draft.context.place.empty()) message.set_place(draft.context.place);
  if (!draft.context.browser.empty()) message.set_browser(draft.context.browser);
  if (!draft.detail.empty()) message.set_detail(draft.detail);
  if (draft.known_browser) message.set_known_browser(true);
}

Event read(const EventHeader& header, stored::EventBody& message, Inspection& inspection) {
  Event event{header.sequence, header.type, header.at};
  inspection.require(message.factor() <= 0xFF, "a factor kind");
  if (message.factor() != 0) event.factor = static_cast<FactorKind>(message.factor());
  event.method = wire::read_optional_id<MethodId>(message.method(), inspection);
  event.session = wire::read_optional_id<SessionId>(message.session(), inspection);
  event.label = wire::take(message.mutable_label());
  event.app = wire::take(message.mutable_app());
  event.place = wire::take(message.mutable_place());
  event.browser = wire::take(message.mutable_browser());
  event.detail = wire::take(message.mutable_detail());
  event.known_browser = message.known_browser();
  for (const std::string* text : {&event.label, &event.app, &event.place, &event.browser, &event.detail}) {
    inspection.require(is_text(*text, longest_detail), "texts in UTF-8");
  }
  return event;
}

}  // namespace

Result<Bytes> encode(const EventHeader& header) {
  return encode_stored<stored::EventHeader>(header_kind, [&](stored::EventHeader& message, Inspection&) {
    message.set_sequence(header.sequence);
    wire::put(*message.mutable_previous(), header.previous);
    message.set_type(static_cast<std::uint32_t>(header.type));
    message.set_at(wire::number_of(header.at));
    wire::put(*message.mutable_body_digest(), header.body_digest);
  });
}

Result<Digest256> link_of(const EventOwner& owner, ByteView header) try {
  return sha256(DataTuple("event-link", owner.tenant, owner.account, header).encoded());
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<Bytes> encode_body(const EventDraft& draft) {
  return encode_stored<stored::EventBody>(body_kind, [&](stored::EventBody& message, Inspection& inspection) {
    inspection.require(are_texts(draft), "texts in UTF-8");
    write(draft, message);
  });
}

Result<Digest256> body_digest_of(const EventSalt& salt, std::uint64_t sequence, ByteView body) try {
  return sha256(DataTuple("event-body", salt, sequence, body).encoded());
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<Bytes> encode_headers(const std::vector<Bytes>& headers) {
  return encode_stored<stored::EventHeaders>(headers_kind, [&](stored::EventHeaders& message, Inspection&) {
    for (const Bytes& header : headers) wire::put(message.add_headers(), header);
  });
}

Result<Bytes> encode_bodies(const EventSalt& salt, const std::vector<Bytes>& bodies) {
  return encode_stored<stored::EventBodies>(bodies_kind, [&](stored::EventBodies& message, Inspection&) {
    wire::put(*message.mutable_salt(), salt.bytes());
    for (const Bytes& body : bodies) wire::put(message.add_bodies(), body);
  });
}

Result<std::vector<LinkedHeader>> read_headers(const EventOwner& owner, const JournalRow& row) {
  if (row.headers.empty()) return std::vector<LinkedHeader>{};
  auto stored_headers = decode_stored<stored::EventHeaders>(
      headers_kind, row.headers, [](stored::EventHeaders& message, Inspection&) {
        return std::vector<std::string>(message.headers().begin(), message.headers().end());
      });
  if (!stored_headers) return std::move(stored_headers).error();
  std::vector<LinkedHeader> headers;
  for (const std::string& bytes : *stored_headers) {
    const auto header = decode_stored<stored::EventHeader>(
        header_kind, as_bytes(bytes),
        [](stored::EventHeader& message, Inspection& inspection) { return read(message, inspection); });
    if (!header) return header.error();
    const auto link = link_of(owner, as_bytes(bytes));
    if (!link) return link.error();
    headers.push_back({*header, *link});
  }
  return headers;
}

Result<EventBodies> read_bodies(ByteView stored) {
  return decode_stored<stored::EventBodies>(
      bodies_kind, stored, [](stored::EventBodies& message, Inspection& inspection) {
        EventBodies bodies{wire::read_id<EventSalt>(message.salt(), inspection), {}};
        for (const std::string& body : message.bodies()) bodies.bodies.push_back(wire::read_bytes(body));
        return bodies;
      });
}

Result<Event> read_event(const EventHeader& header, ByteView body) {
  return decode_stored<stored::EventBody>(
      body_kind, body,
      [&](stored::EventBody& message, Inspection& inspection) { return read(header, message, inspection); });
}

}  // namespace counterfoil
