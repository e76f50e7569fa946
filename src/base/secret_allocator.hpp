#pragma once

#include <cstddef>
#include <limits>
#include <new>
#include <vector>

#include "base/secret_memory.hpp"

namespace counterfoil::detail {

/// An allocator of secret memory: what a container leaves behind, when it grows too, is wiped.
template <class T>
struct SecretAllocator {
  using value_type = T;

  SecretAllocator() noexcept = default;
  template <class U>
  SecretAllocator(const SecretAllocator<U>&) noexcept {}  // NOLINT: implicit, as allocators are

  T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_alloc();
    std::size_t size = count * sizeof(T);
    return reinterpret_cast<T*>(allocate_secret_memory(size));
  }
  void deallocate(T* block, std::size_t count) noexcept {
    free_secret_memory(reinterpret_cast<std::byte*>(block), count * sizeof(T));
  }

  friend bool operator==(const SecretAllocator&, const SecretAllocator&) noexcept { return true; }
};

/// Numbers or characters that must not leak.
template <class T>
using SecretVector = std::vector<T, SecretAllocator<T>>;

}  // namespace counterfoil::detail
