#include "base/secret_memory.hpp"

#include <sys/mman.h>

#include <array>
#include <atomic>
#include <bit>
#include <mutex>
#include <new>

#include "counterfoil/base/secret.hpp"

namespace counterfoil::detail {

namespace {

constexpr std::size_t smallest_class = 32;
constexpr std::size_t largest_class = 4096;
constexpr std::size_t class_count = 8;  // 32, 64, … 4096
constexpr std::size_t slab_size = std::size_t{64} * 1024;
constexpr std::size_t pool_count = 16;

struct FreeBlock {
  FreeBlock* next;
};

std::byte* map_pages(std::size_t size) {
  void* pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) throw std::bad_alloc();
  ::madvise(pages, size, MADV_DONTDUMP);
  ::mlock(pages, size);  // best effort: RLIMIT_MEMLOCK may be small
  return static_cast<std::byte*>(pages);
}

std::size_t class_of(std::size_t size) noexcept {
  const std::size_t rounded = std::bit_ceil(size < smallest_class ? smallest_class : size);
  return static_cast<std::size_t>(std::countr_zero(rounded) - std::countr_zero(smallest_class));
}

class Pool {
 public:
  std::byte* take(std::size_t size_class) {
    const std::lock_guard lock(mutex_);
    if (free_[size_class] == nullptr) refill(size_class);
    FreeBlock* block = free_[size_class];
    free_[size_class] = block->next;
    block->next = nullptr;
    return reinterpret_cast<std::byte*>(block);
  }

  void give(std::byte* block, std::size_t size_class) noexcept {
    const std::lock_guard lock(mutex_);
    free_[size_class] = ::new (block) FreeBlock{free_[size_class]};
  }

 private:
  void refill(std::size_t size_class) {
    const std::size_t size = smallest_class << size_class;
    std::byte* slab = map_pages(slab_size);
    for (std::size_t offset = slab_size; offset >= size; offset -= size) {
      free_[size_class] = ::new (slab + offset - size) FreeBlock{free_[size_class]};
    }
  }

  std::mutex mutex_;
  std::array<FreeBlock*, class_count> free_{};
};

// Never destroyed: secrets of static storage may outlive any order of destruction. Its slabs stay reachable.
std::array<Pool, pool_count>& pools() {
  static auto* const all = new std::array<Pool, pool_count>;
  return *all;
}

Pool& pool_of_this_thread() {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next.fetch_add(1, std::memory_order_relaxed) % pool_count;
  return pools()[mine];
}

std::size_t page_rounded(std::size_t size) {
  constexpr std::size_t page = 4096;
  if (size > SIZE_MAX - page) throw std::bad_alloc();
  return (size + page - 1) / page * page;
}

}  // namespace

std::byte* allocate_secret_memory(std::size_t& size) {
  if (size > largest_class) {
    size = page_rounded(size);
    return map_pages(size);
  }
  const std::size_t size_class = class_of(size);
  size = smallest_class << size_class;
  return pool_of_this_thread().take(size_class);
}

void free_secret_memory(std::byte* block, std::size_t size) noexcept {
  wipe(block, size);
  if (size > largest_class) {
    ::munmap(block, size);
    return;
  }
  pool_of_this_thread().give(block, class_of(size));
}

}  // namespace counterfoil::detail
