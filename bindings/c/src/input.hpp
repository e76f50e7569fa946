#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/model/context.hpp"
#include "counterfoil/model/session_binding.hpp"
#include "guard.hpp"

/// A text that has to be there. @param name  of the argument, for the message.
std::string text(const char* given, const char* name);
/// One that need not: empty when it is NULL.
std::string text_or_empty(const char* given);
std::optional<std::string> text_or_none(const char* given);
/// Bytes that have to be there.
counterfoil::SecretBytes secret(const void* given, std::size_t size, const char* name);
counterfoil::SessionBinding session(const void* given, std::size_t size);

/// The id that a text is. @return errc::invalid_encoding, errc::invalid_argument as its parse() does.
template <class Id>
Id id(const char* given, const char* name) {
  return Id::parse(text(given, name)).value();
}

void copy_struct(void* known, std::size_t known_size, const void* given, std::size_t least);

/// A struct that begins with its size, as far as the caller knew it. @param least  bytes that every version has.
template <class Struct>
Struct read_struct(const Struct* given, std::size_t least) {
  static_assert(std::is_trivially_copyable_v<Struct> && offsetof(Struct, struct_size) == 0);
  Struct known{};
  copy_struct(&known, sizeof known, given, least);
  return known;
}

/// Where the struct has the three texts.
template <class Struct>
counterfoil::RequestContext context(const Struct& given) {
  return {text_or_empty(given.app), text_or_empty(given.place), text_or_empty(given.browser)};
}

/// Refuses a caller's buffer with less than `needed` bytes, and says how many are needed.
void require_room(const void* buffer, std::size_t* size, std::size_t needed);

/// A copy of `bytes` with a zero byte at its end, to be viewed as a text.
counterfoil::SecretBytes terminated(const counterfoil::SecretBytes& bytes);
/// The view.
const char* view(const counterfoil::SecretBytes& terminated);

inline std::int64_t milliseconds(counterfoil::Timestamp time) {
  return time.time_since_epoch().count();
}
