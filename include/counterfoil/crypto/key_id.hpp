#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// One installation of the library with its own keys: chosen at random when a key ring is created, and the
/// same through all its rotations. A ring with another id is another installation's.
using InstallationId = RandomId<struct InstallationTag>;

/// Names a key of a key ring: 32 random bits, unique in its ring. It stands in front of everything sealed and
/// beside every row, and is not secret. Its text form is 8 lower-case hexadecimal digits.
/// Thread safety: as a plain value.
class KeyId {
 public:
  static constexpr std::size_t size = 4;

  /// All bits zero: no id that the library ever makes.
  constexpr KeyId() noexcept = default;
  constexpr explicit KeyId(const std::array<std::byte, size>& bytes) noexcept : bytes_(bytes) {}

  /// Reads the text form. @return errc::invalid_encoding unless it is 8 lower-case hexadecimal digits.
  static Result<KeyId> parse(std::string_view text) {
    KeyId id;
    if (auto decoded = detail::decode_hex(text, id.bytes_); !decoded) return std::move(decoded).error();
    return id;
  }

  ByteView bytes() const noexcept { return bytes_; }
  std::string text() const { return detail::encode_hex(bytes_); }
  bool is_nil() const noexcept { return *this == KeyId{}; }

  friend auto operator<=>(const KeyId&, const KeyId&) = default;

 private:
  std::array<std::byte, size> bytes_{};
};

}  // namespace counterfoil

template <>
struct std::hash<counterfoil::KeyId> {
  std::size_t operator()(const counterfoil::KeyId& id) const noexcept {
    std::uint32_t value = 0;
    std::memcpy(&value, id.bytes().data(), sizeof value);
    return value;
  }
};
