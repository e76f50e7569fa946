#pragma once

#include <new>
#include <span>

#include "base/out_of_memory.hpp"
#include "counterfoil/crypto/entropy.hpp"

namespace counterfoil::detail {

/// Fills `out` from a source that may throw. @return errc::entropy_failed, errc::provider_failed when it
/// throws, errc::out_of_memory.
inline Result<void> fill(Entropy& entropy, std::span<std::byte> out) try {
  return entropy.fill(out);
} catch (const std::bad_alloc&) {
  return out_of_memory();
} catch (...) {
  return Error(errc::provider_failed, "entropy: the source threw an exception");
}

/// A new random id, likewise.
template <class Id>
Result<Id> new_id(Entropy& entropy) {
  std::array<std::byte, Id::size> bytes{};
  if (auto filled = fill(entropy, bytes); !filled) return std::move(filled).error();
  return Id(bytes);
}

}  // namespace counterfoil::detail
