#pragma once

#include <memory>
#include <typeinfo>
#include <utility>

#include "guard.hpp"

// Which handles are live, and of which kind, stands beside them and not in them: so one that was destroyed, or never
// was a handle, is told without reading its memory.

void enter_handle(const void* handle, const std::type_info& kind);
bool is_live_handle(const void* handle, const std::type_info& kind);
/// @return whether it was live.
bool leave_handle(const void* handle, const std::type_info& kind);

/// The handle to work with. Refuses NULL and everything that is none of its kind.
template <class Handle>
Handle& live(Handle* handle) {
  if (handle == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "handle: NULL");
  if (!is_live_handle(handle, typeid(Handle))) {
    refuse(CFOIL_INVALID_HANDLE, "handle: was destroyed, or is of another kind");
  }
  return *handle;
}

/// Makes sure that there is an output, and that nothing old stands in it.
template <class Output>
void clear(Output** output) {
  if (output == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "output: NULL");
  *output = nullptr;
}

template <class Handle>
void give(Handle** output, std::unique_ptr<Handle> handle) {
  enter_handle(handle.get(), typeid(Handle));
  *output = handle.release();
}

template <class Handle>
void destroy(Handle* handle) noexcept {
  guard_quietly([&] {
    if (leave_handle(handle, typeid(Handle))) delete handle;
  });
}

/// What an accessor reads of a handle: nothing of one that is none.
template <class Handle, class Read>
auto look(const Handle* handle, const Read& read) noexcept -> decltype(read(*handle)) {
  return guard_quietly([&]() -> decltype(read(*handle)) {
    if (handle == nullptr || !is_live_handle(handle, typeid(Handle))) return {};
    return read(*handle);
  });
}

/// Likewise of one of its items.
template <class Handle, class Items, class Read>
auto look_at(const Handle* handle, Items Handle::*items, std::size_t index, const Read& read) noexcept
    -> decltype(read((handle->*items)[index])) {
  return look(handle, [&](const Handle& self) -> decltype(read((self.*items)[index])) {
    if (index >= (self.*items).size()) return {};
    return read((self.*items)[index]);
  });
}
