#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "counterfoil/base/result.hpp"

namespace counterfoil::detail {

/// Whether RFC 3986 section 2.3 lets the character stand for itself everywhere.
bool is_unreserved(char c) noexcept;

/// Decodes a path segment or a query value (RFC 3986 sections 3.3 and 3.4).
///
///   segment = *( unreserved / "%" HEXDIG HEXDIG / sub-delims / ":" / "@" )
///   query   = *( the same / "/" / "?" )
///
/// @param part  the name of the part, for the message.
/// @param out  as long as the text.
/// @return how many bytes were written; errc::invalid_uri for another character, an incomplete escape, or `%00`.
Result<std::size_t> decode_segment(std::string_view text, std::string_view part, std::span<std::byte> out);
Result<std::size_t> decode_query_value(std::string_view text, std::string_view part,
                                       std::span<std::byte> out);

}  // namespace counterfoil::detail
