#include "operations/openssl_memory.hpp"

#include <openssl/crypto.h>

#include <cstdlib>

namespace counterfoil::operations {

namespace {

constexpr int none = -1;
/// Allocations left before the one that fails; none: no demand, or it failed.
thread_local int left = none;

bool is_refused() noexcept {
  return left != none && left-- == 0;
}

void* allocate(std::size_t size, const char*, int) {
  return is_refused() ? nullptr : std::malloc(size);
}

void* reallocate(void* memory, std::size_t size, const char*, int) {
  return is_refused() ? nullptr : std::realloc(memory, size);
}

void release(void* memory, const char*, int) {
  std::free(memory);
}

/// Before main, when nothing has used OpenSSL yet.
const bool in_place = ::CRYPTO_set_mem_functions(allocate, reallocate, release) == 1;

}  // namespace

OpensslMemory::OpensslMemory(int failing) {
  left = failing;
}

OpensslMemory::~OpensslMemory() {
  left = none;
}

bool OpensslMemory::has_failed() const {
  return left == none;
}

bool OpensslMemory::is_in_place() {
  return in_place;
}

}  // namespace counterfoil::operations
