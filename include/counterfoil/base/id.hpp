#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

namespace detail {
COUNTERFOIL_API std::string encode_hex(ByteView bytes);
COUNTERFOIL_API Result<void> decode_hex(std::string_view text, std::span<std::byte> out);
COUNTERFOIL_API Result<void> check_name(std::string_view text);
}  // namespace detail

/// A random identifier of 128 bits; `Tag` keeps the ids of different things apart at compile time.
///
/// Its text form is 32 lower-case hexadecimal digits. Thread safety: as a plain value.
template <class Tag>
class RandomId {
 public:
  static constexpr std::size_t size = 16;

  /// All bits zero: no id that the library ever makes.
  constexpr RandomId() noexcept = default;
  constexpr explicit RandomId(const std::array<std::byte, size>& bytes) noexcept : bytes_(bytes) {}

  /// Reads the text form. @return errc::invalid_encoding unless it is 32 lower-case hexadecimal digits.
  static Result<RandomId> parse(std::string_view text) {
    RandomId id;
    if (auto decoded = detail::decode_hex(text, id.bytes_); !decoded) return std::move(decoded).error();
    return id;
  }

  ByteView bytes() const noexcept { return bytes_; }
  std::string text() const { return detail::encode_hex(bytes_); }
  bool is_nil() const noexcept { return *this == RandomId{}; }

  friend auto operator<=>(const RandomId&, const RandomId&) = default;

 private:
  std::array<std::byte, size> bytes_{};
};

/// An identifier chosen by the host: 1 to 128 bytes of printable ASCII without space. Compared byte by byte.
template <class Tag>
class HostId {
 public:
  static constexpr std::size_t max_size = 128;

  /// @return errc::invalid_argument when `text` is empty, too long, or has another byte than 0x21–0x7E.
  static Result<HostId> parse(std::string_view text) {
    if (auto checked = detail::check_name(text); !checked) return std::move(checked).error();
    return HostId(std::string(text));
  }

  const std::string& text() const noexcept { return text_; }

  friend auto operator<=>(const HostId&, const HostId&) = default;

 private:
  explicit HostId(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

/// One organisation that uses the library: issuer name, realms, policy, keys.
using TenantId = HostId<struct TenantTag>;
/// One person in a tenant, by an id that the host chooses.
using AccountId = HostId<struct AccountTag>;

}  // namespace counterfoil

template <class Tag>
struct std::hash<counterfoil::RandomId<Tag>> {
  std::size_t operator()(const counterfoil::RandomId<Tag>& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes().data(), sizeof value);
    return value;
  }
};

template <class Tag>
struct std::hash<counterfoil::HostId<Tag>> {
  std::size_t operator()(const counterfoil::HostId<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text());
  }
};
