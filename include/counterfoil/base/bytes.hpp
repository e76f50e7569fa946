#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace counterfoil {

/// Bytes that are not secret. Secrets are SecretBytes.
using Bytes = std::vector<std::byte>;
/// A view of bytes that somebody else owns.
using ByteView = std::span<const std::byte>;

/// The bytes of `text`, not copied; valid as long as the text is.
inline ByteView as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// The text made of `bytes`, not copied; valid as long as the bytes are. Not checked to be UTF-8.
inline std::string_view as_text(ByteView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace counterfoil
