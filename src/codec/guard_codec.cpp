#include "codec/guard_codec.hpp"

#include "codec/ledger_codec.hpp"
#include "codec/row.pb.h"
#include "codec/stored_message.hpp"
#include "codec/wire.hpp"
#include "model/document_check.hpp"

namespace counterfoil {

namespace {

constexpr StoredKind guard_kind{"guard", 1};
constexpr StoredKind meter_kind{"meter", 1};

}  // namespace

Result<Bytes> encode(const GuardDocument& document) {
  return encode_stored<stored::Guard>(guard_kind, [&](stored::Guard& message, Inspection& inspection) {
    check(document, inspection);
    if (!is_blank(document.ledger)) write(document.ledger, *message.mutable_ledger());
    message.mutable_recent_wrong()->Add(document.recent_wrong.begin(), document.recent_wrong.end());
    message.set_last_failure(wire::number_of(document.last_failure));
    wire::put_unknown(message, document.unknown);
  });
}

Result<GuardDocument> decode_guard(ByteView stored) {
  return decode_stored<stored::Guard>(guard_kind, stored, [](stored::Guard& message, Inspection& inspection) {
    GuardDocument document;
    read(*message.mutable_ledger(), document.ledger, inspection);
    document.recent_wrong.assign(message.recent_wrong().begin(), message.recent_wrong().end());
    document.last_failure = wire::time_of(message.last_failure());
    wire::take_unknown(message, document.unknown);
    check(document, inspection);
    return document;
  });
}

Result<Bytes> encode(const MeterDocument& document) {
  return encode_stored<stored::Meter>(meter_kind, [&](stored::Meter& message, Inspection& inspection) {
    check(document, inspection);
    message.set_window(document.window);
    message.set_count(document.count);
    wire::put_unknown(message, document.unknown);
  });
}

Result<MeterDocument> decode_meter(ByteView stored) {
  return decode_stored<stored::Meter>(meter_kind, stored, [](stored::Meter& message, Inspection& inspection) {
    MeterDocument document{message.window(), message.count(), {}};
    wire::take_unknown(message, document.unknown);
    check(document, inspection);
    return document;
  });
}

}  // namespace counterfoil
