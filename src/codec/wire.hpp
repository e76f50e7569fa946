#pragma once

#include <google/protobuf/repeated_field.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/time.hpp"
#include "model/inspection.hpp"
#include "model/stored_ledger.hpp"

namespace counterfoil::wire {

// How single values stand in the stored messages.

/// The words in which ids and digests lie.
using Words = google::protobuf::RepeatedField<std::uint64_t>;
inline constexpr std::size_t word_size = 8;

/// A word whose bytes lie in this order on the wire, where a fixed64 is little-endian.
inline std::uint64_t word_of(const std::byte* bytes) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, word_size);
    return word;
  }
  std::uint64_t word = 0;
  for (std::size_t i = word_size; i-- > 0;) word = word << 8U | std::to_integer<std::uint64_t>(bytes[i]);
  return word;
}

inline void put_word(std::byte* bytes, std::uint64_t word) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(bytes, &word, word_size);
    return;
  }
  for (std::size_t i = 0; i < word_size; ++i) bytes[i] = static_cast<std::byte>(word >> (8 * i) & 0xFFU);
}

/// Appends bytes, a whole number of words.
inline void put(Words& field, ByteView bytes) {
  field.Reserve(field.size() + static_cast<int>(bytes.size() / word_size));
  for (std::size_t i = 0; i < bytes.size(); i += word_size)
    field.AddAlreadyReserved(word_of(bytes.data() + i));
}

/// The bytes of `Size / word_size` words from `first` on, which are there.
template <std::size_t Size>
std::array<std::byte, Size> array_at(const Words& field, int first) {
  std::array<std::byte, Size> array{};
  const std::uint64_t* word = field.data() + first;
  for (std::size_t i = 0; i < Size; i += word_size) put_word(array.data() + i, *word++);
  return array;
}

template <std::size_t Size>
std::array<std::byte, Size> read_array(const Words& field, Inspection& inspection) {
  const bool fits = static_cast<std::size_t>(field.size()) * word_size == Size;
  inspection.require(fits, "ids and digests of their size");
  if (!fits) return {};
  return array_at<Size>(field, 0);
}

template <class Id>
Id read_id(const Words& field, Inspection& inspection) {
  return Id(read_array<Id::size>(field, inspection));
}

/// An id that may be absent.
template <class Id>
std::optional<Id> read_optional_id(const Words& field, Inspection& inspection) {
  if (field.empty()) return std::nullopt;
  return read_id<Id>(field, inspection);
}

inline void put(std::string* field, ByteView bytes) {
  field->assign(as_text(bytes));
}

inline Bytes read_bytes(const std::string& field) {
  const ByteView bytes = as_bytes(field);
  return {bytes.begin(), bytes.end()};
}

/// Takes a text out of a message, which is read only once.
inline std::string take(std::string* field) {
  return std::move(*field);
}

inline std::int64_t number_of(Timestamp time) noexcept {
  return time.time_since_epoch().count();
}
inline Timestamp time_of(std::int64_t number) noexcept {
  return Timestamp(Duration(number));
}

/// An enumerator whose number is in [first, last]; outside, `first`, and the inspection is told.
template <class Enumeration>
Enumeration read_enumerator(std::uint32_t number, Enumeration first, Enumeration last,
                            Inspection& inspection) {
  const bool exists =
      number >= static_cast<std::uint32_t>(first) && number <= static_cast<std::uint32_t>(last);
  inspection.require(exists, "enumerators that exist");
  return exists ? static_cast<Enumeration>(number) : first;
}

/// Gives a message the fields back that this version does not know.
template <class Message>
void put_unknown(Message& message, const UnknownFields& unknown) {
  if (!unknown.empty()) *message.mutable_unknown_fields() = unknown;
}

template <class Message>
void take_unknown(Message& message, UnknownFields& unknown) {
  if (!message.unknown_fields().empty()) unknown = std::move(*message.mutable_unknown_fields());
}

}  // namespace counterfoil::wire
