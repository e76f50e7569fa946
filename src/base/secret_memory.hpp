#pragma once

#include <cstddef>

namespace counterfoil::detail {

/// Memory for secrets, from pages that are left out of core dumps (madvise MADV_DONTDUMP) and, where the
/// limits allow, locked against swapping. Blocks are rounded up to a size class; the pool is split by thread,
/// so that threads seldom meet at one mutex. Thread-safe.
///
/// @param size  bytes wanted, more than 0; on return the usable size of the block.
/// @throws std::bad_alloc
std::byte* allocate_secret_memory(std::size_t& size);

/// Gives back a block. `size` is the usable size that allocate_secret_memory returned, or what was asked of
/// it; that much of the block is wiped.
void free_secret_memory(std::byte* block, std::size_t size) noexcept;

}  // namespace counterfoil::detail
