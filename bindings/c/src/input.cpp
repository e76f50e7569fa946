#include "input.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

using namespace counterfoil;

namespace {

/// More than any struct will ever have: a size that was never set is not followed into foreign memory.
constexpr std::size_t greatest_struct = 4096;

}  // namespace

std::string text(const char* given, const char* name) {
  if (given == nullptr) refuse(CFOIL_INVALID_ARGUMENT, std::string(name) + ": NULL");
  return given;
}

std::string text_or_empty(const char* given) {
  return given == nullptr ? std::string() : std::string(given);
}

std::optional<std::string> text_or_none(const char* given) {
  return given == nullptr ? std::nullopt : std::optional<std::string>(given);
}

SecretBytes secret(const void* given, std::size_t size, const char* name) {
  if (given == nullptr) refuse(CFOIL_INVALID_ARGUMENT, std::string(name) + ": NULL");
  return SecretBytes(ByteView(static_cast<const std::byte*>(given), size));
}

SessionBinding session(const void* given, std::size_t size) {
  return SessionBinding::from_bytes(secret(given, size, "session")).value();
}

void copy_struct(void* known, std::size_t known_size, const void* given, std::size_t least) {
  if (given == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "struct: NULL");
  std::uint32_t size = 0;
  std::memcpy(&size, given, sizeof size);
  if (size < least || size > greatest_struct) {
    refuse(CFOIL_INVALID_ARGUMENT, "struct_size: expected the size of the struct");
  }
  const auto* bytes = static_cast<const std::byte*>(given);
  const std::size_t shared = std::min<std::size_t>(size, known_size);
  if (std::any_of(bytes + shared, bytes + size, [](std::byte byte) { return byte != std::byte{}; })) {
    refuse(CFOIL_INVALID_ARGUMENT, "struct: a member is set that this version does not know");
  }
  std::memcpy(known, given, shared);
}

void require_room(const void* buffer, std::size_t* size, std::size_t needed) {
  if (size == nullptr || (buffer == nullptr && *size > 0)) refuse(CFOIL_INVALID_ARGUMENT, "buffer: NULL");
  if (*size >= needed) return;
  *size = needed;
  refuse(CFOIL_BUFFER_TOO_SMALL, "buffer: too small");
}

SecretBytes terminated(const SecretBytes& bytes) {
  SecretBytes copy(bytes.size() + 1);
  const ByteView from = bytes.read(SecretAccess::grant());
  std::copy(from.begin(), from.end(), copy.write(SecretAccess::grant()).begin());
  return copy;
}

const char* view(const SecretBytes& terminated) {
  return terminated.read_text(SecretAccess::grant()).data();
}
