#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "counterfoil/base/bytes.hpp"

namespace counterfoil::detail {

/// What decode_symbols() found; bits, so that they can be gathered without a branch.
inline constexpr std::uint64_t bad_symbol = 1;
inline constexpr std::uint64_t bad_trailing_bits = 2;

/// Decodes base32 letters and digits, without separators or padding. Neither branches on a symbol nor uses
/// one as an index.
///
/// @param out  symbols.size() * 5 / 8 bytes; may be the place where the symbols are.
/// @return 0, or bad_symbol and bad_trailing_bits.
std::uint64_t decode_symbols(ByteView symbols, std::span<std::byte> out) noexcept;

/// Encodes to base32 letters and digits, likewise.
///
/// @param out  (bytes.size() * 8 + 4) / 5 bytes; not where the bytes are.
void encode_symbols(ByteView bytes, std::span<std::byte> out) noexcept;

}  // namespace counterfoil::detail
