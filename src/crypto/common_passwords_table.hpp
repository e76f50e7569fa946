#pragma once

#include <span>
#include <string_view>

namespace counterfoil::detail {

/// The screening forms of the commonest passwords: each line of each block is one, sorted by bytes
/// throughout, without duplicates. Every block has a line, and every line its '\n'. Made by
/// cmake/EmbedCommonPasswords.cmake.
std::span<const std::string_view> common_password_blocks() noexcept;

}  // namespace counterfoil::detail
