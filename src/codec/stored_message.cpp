#include "codec/stored_message.hpp"

#include <google/protobuf/io/coded_stream.h>

namespace counterfoil {

namespace {

/// Of field 1, a varint.
constexpr std::uint32_t schema_tag = 1U << 3U;

}  // namespace

Error damaged(const StoredKind& kind, std::string_view claim) {
  return {kind.damaged, std::string(kind.name).append(": expected ").append(claim)};
}

Result<void> check_schema(const StoredKind& kind, ByteView stored) {
  if (stored.size() > kind.largest) return damaged(kind, "fewer bytes");
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const std::uint8_t*>(stored.data()),
                                               static_cast<int>(stored.size()));
  std::uint32_t schema = 0;
  if (input.ReadTag() != schema_tag || !input.ReadVarint32(&schema) || schema == 0) {
    return damaged(kind, "a schema number first");
  }
  if (schema > kind.schema) {
    return Error(errc::schema_too_new, std::string(kind.name) + ": written by a newer version");
  }
  return {};
}

Result<Bytes> serialize(const StoredKind& kind, const google::protobuf::MessageLite& message) {
  const std::size_t size = message.ByteSizeLong();
  if (size > kind.largest) return Error(errc::too_long, std::string(kind.name) + ": more than can be stored");
  Bytes bytes(size);
  message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(bytes.data()));
  return bytes;
}

}  // namespace counterfoil
