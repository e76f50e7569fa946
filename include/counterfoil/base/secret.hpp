#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"

namespace counterfoil {

/// Permission to read a secret. Each place that reads one names this type, so that `grep SecretAccess` lists
/// every read there is.
class SecretAccess {
 public:
  static constexpr SecretAccess grant() noexcept { return SecretAccess{}; }

 private:
  constexpr SecretAccess() = default;
};

/// Overwrites `size` bytes at `data` with zero in a way the compiler may not leave out.
COUNTERFOIL_API void wipe(void* data, std::size_t size) noexcept;

/// Whether the two byte strings are the same, in a time that depends on their lengths only.
COUNTERFOIL_API bool equal_in_constant_time(ByteView left, ByteView right) noexcept;

/// Bytes that must not leak: wiped when destroyed or moved from, kept in memory that is left out of core
/// dumps, compared in constant time, without any stream operator or conversion.
///
/// Thread safety: as a plain value. Allocation failure throws std::bad_alloc, as with std::vector; the
/// library's functions turn it into errc::out_of_memory.
class COUNTERFOIL_API SecretBytes {
 public:
  SecretBytes() noexcept = default;
  /// `size` zero bytes, to be filled through write().
  explicit SecretBytes(std::size_t size);
  /// A copy of `bytes`. The original stays with the caller, who wipes it.
  explicit SecretBytes(ByteView bytes);
  /// A copy of `text`.
  explicit SecretBytes(std::string_view text) : SecretBytes(as_bytes(text)) {}

  SecretBytes(const SecretBytes& other) : SecretBytes(other.view()) {}
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(const SecretBytes& other);
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  ~SecretBytes();

  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }

  /// The bytes, valid as long as this object is neither changed nor destroyed.
  ByteView read(SecretAccess) const noexcept { return view(); }
  /// The bytes as text, likewise.
  std::string_view read_text(SecretAccess) const noexcept { return as_text(view()); }
  /// The bytes to write to, likewise.
  std::span<std::byte> write(SecretAccess) noexcept { return {data_, size_}; }

  /// Forgets what is beyond `size`, which is at most size(); the rest is wiped.
  void shrink(std::size_t size) noexcept;

  /// Same bytes, in a time that depends on the lengths only.
  friend bool operator==(const SecretBytes& left, const SecretBytes& right) noexcept {
    return equal_in_constant_time(left.view(), right.view());
  }

 private:
  ByteView view() const noexcept { return {data_, size_}; }
  void release() noexcept;

  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace counterfoil
