#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/id.hpp"

namespace counterfoil {

/// An ordered tuple of byte strings and numbers, encoded so that two different tuples never give the same
/// bytes (the rule of NIST SP 800-185 section 5, TupleHash). It says what sealed data, a digest or a code is
/// bound to:
///
///     DataTuple("totp-secret", tenant, account, incarnation)
///
/// Each part is one byte of kind, its length as 4 bytes with the highest first, and its bytes; a number is 8
/// bytes, the highest first. No part is secret: secrets are handed over beside the tuple.
///
/// Thread safety: as a plain value. Throws std::bad_alloc only, and never while the encoding is at most
/// `inline_size` bytes long.
class COUNTERFOIL_API DataTuple {
 public:
  static constexpr std::size_t inline_size = 192;

  DataTuple() noexcept {}  // the inline bytes stay unwritten until parts come

  /// The tuple of these parts, in this order.
  template <class First, class... Rest>
  requires(!std::is_same_v<std::remove_cvref_t<First>, DataTuple>) explicit DataTuple(const First& first,
                                                                                      const Rest&... rest) {
    add(first);
    (add(rest), ...);
  }

  /// Appends a part. A part is at most 2^32 - 1 bytes long.
  DataTuple& add(ByteView part) { return append(Kind::bytes, part); }
  DataTuple& add(std::string_view part) { return append(Kind::bytes, as_bytes(part)); }
  DataTuple& add(const char* part) { return add(std::string_view(part)); }
  DataTuple& add(std::uint64_t number);
  template <class Tag>
  DataTuple& add(const RandomId<Tag>& id) {
    return add(id.bytes());
  }
  template <class Tag>
  DataTuple& add(const HostId<Tag>& id) {
    return add(std::string_view(id.text()));
  }

  /// The encoding, valid as long as this object is neither changed nor destroyed.
  ByteView encoded() const noexcept;

 private:
  enum class Kind : std::uint8_t { bytes = 1, number = 2 };

  DataTuple& append(Kind kind, ByteView part);
  std::byte* grow(std::size_t more);

  std::array<std::byte, inline_size> inline_;
  std::size_t size_ = 0;
  std::vector<std::byte> overflow_;  // all of the encoding, once it is longer than inline_size
};

}  // namespace counterfoil
