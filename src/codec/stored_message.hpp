#pragma once

#include <google/protobuf/message_lite.h>

#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "base/out_of_memory.hpp"
#include "codec/message_arena.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "model/document_bounds.hpp"
#include "model/inspection.hpp"

namespace counterfoil {

/// A kind of stored message.
struct StoredKind {
  std::string_view name;                   ///< in errors
  std::uint32_t schema;                    ///< the newest that this version knows
  errc damaged = errc::document_damaged;   ///< when it is not as it was written
  std::size_t largest = bounds::document;  ///< bytes
};

Error damaged(const StoredKind& kind, std::string_view claim);

/// Reads the schema number, which each stored message begins with, before anything else is understood.
/// @return errc::schema_too_new, or that the message is damaged.
Result<void> check_schema(const StoredKind& kind, ByteView stored);

/// Bytes of a message that was filled in.
/// @return errc::too_long.
Result<Bytes> serialize(const StoredKind& kind, const google::protobuf::MessageLite& message);

/// Parses a message and calls `read(message, inspection)`, which returns what it makes of it and may take it apart.
/// @return errc::schema_too_new, errc::out_of_memory, or that the message is damaged.
template <class Message, class Read>
auto decode_stored(const StoredKind& kind, ByteView stored, Read read)
    -> Result<decltype(read(std::declval<Message&>(), std::declval<Inspection&>()))> try {
  if (auto checked = check_schema(kind, stored); !checked) return std::move(checked).error();
  MessageArena arena;
  auto& message = arena.make<Message>();
  if (!message.ParseFromArray(stored.data(), static_cast<int>(stored.size()))) {
    return damaged(kind, "well-formed bytes");
  }
  Inspection inspection;
  auto value = read(message, inspection);
  if (!inspection.passed()) return damaged(kind, inspection.fault());
  return value;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

/// Makes a message, calls `write(message, inspection)` to fill it in, and serializes it.
/// @return errc::out_of_memory, errc::too_long, or that there is something that must not be stored.
template <class Message, class Write>
Result<Bytes> encode_stored(const StoredKind& kind, Write write) try {
  MessageArena arena;
  auto& message = arena.make<Message>();
  message.set_schema(kind.schema);
  Inspection inspection;
  write(message, inspection);
  if (!inspection.passed()) return damaged(kind, inspection.fault());
  return serialize(kind, message);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
