#include "codec/document_envelope.hpp"

#include "codec/row.pb.h"
#include "codec/stored_message.hpp"
#include "codec/wire.hpp"
#include "counterfoil/crypto/data_tuple.hpp"
#include "counterfoil/crypto/document_mac.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t around_document = 1024;
constexpr StoredKind envelope_kind{"stored row", 1, errc::document_damaged,
                                   bounds::document + around_document};

DataTuple name_of_row(const RowKey& row) {
  return DataTuple(static_cast<std::uint64_t>(row.kind), row.tenant, std::string_view(row.name));
}

// The bytes of the id lie on the wire in their order.

std::uint32_t number_of(KeyId id) noexcept {
  std::uint32_t number = 0;
  for (std::size_t i = KeyId::size; i-- > 0;)
    number = number << 8U | std::to_integer<std::uint32_t>(id.bytes()[i]);
  return number;
}

KeyId key_id_of(std::uint32_t number) noexcept {
  std::array<std::byte, KeyId::size> bytes{};
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(number & 0xFFU);
    number >>= 8U;
  }
  return KeyId(bytes);
}

/// An envelope has one form. A second form of the same content would be an edit that nobody notices.
bool has_its_one_form(const stored::Envelope& envelope, std::size_t size) {
  return envelope.unknown_fields().empty() && envelope.ByteSizeLong() == size;
}

struct OpenedEnvelope {
  KeyId key_id;
  Result<Bytes> document;
};

Result<OpenedEnvelope> open(const KeyRing& ring, const RowKey& row, std::uint64_t version, ByteView stored) {
  return decode_stored<stored::Envelope>(
      envelope_kind, stored, [&](stored::Envelope& envelope, Inspection& inspection) {
        inspection.require(has_its_one_form(envelope, stored.size()), "nothing beside the document");
        const KeyId key_id = key_id_of(envelope.key_id());
        const ByteView document = as_bytes(envelope.document());
        const DataTuple name = name_of_row(row);
        const auto mac = wire::read_array<32>(envelope.mac(), inspection);
        const auto genuine = check_document_mac(ring, key_id, {name.encoded(), version, document}, mac);
        if (!genuine) return OpenedEnvelope{key_id, genuine.error()};
        return OpenedEnvelope{key_id, wire::read_bytes(envelope.document())};
      });
}

}  // namespace

Result<Bytes> make_envelope(const KeyRing& ring, const RowKey& row, std::uint64_t version,
                            ByteView document) {
  const RingKey& key = ring.primary();
  const DataTuple name = name_of_row(row);
  const auto mac = document_mac(key, {name.encoded(), version, document});
  if (!mac) return mac.error();
  return encode_stored<stored::Envelope>(envelope_kind, [&](stored::Envelope& envelope, Inspection&) {
    envelope.set_key_id(number_of(key.id()));
    wire::put(*envelope.mutable_mac(), *mac);
    wire::put(envelope.mutable_document(), document);
  });
}

Result<Bytes> open_envelope(const KeyRing& ring, const RowKey& row, std::uint64_t version, ByteView stored) {
  auto opened = open(ring, row, version, stored);
  if (!opened) return std::move(opened).error();
  return std::move(opened->document);
}

Result<Bytes> open_envelope(LiveKeyRing& keys, const RowKey& row, std::uint64_t version, ByteView stored,
                            Timestamp now) {
  auto opened = open(keys.current(), row, version, stored);
  if (!opened) return std::move(opened).error();
  if (opened->document || opened->document.error().code != errc::key_not_found)
    return std::move(opened->document);
  const auto reread = keys.with_key(opened->key_id, now);
  if (!reread) return reread.error();
  return open_envelope(*reread, row, version, stored);
}

}  // namespace counterfoil
