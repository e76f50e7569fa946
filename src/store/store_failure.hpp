#pragma once

#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// An error on its way through a store's own functions; it becomes a Result at the store's door.
class StoreFailure : public std::runtime_error {
 public:
  explicit StoreFailure(Error error) : std::runtime_error(error.message), error_(std::move(error)) {}
  const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

/// The value of `result`; its error is thrown as StoreFailure.
template <class T>
T required(Result<T> result) {
  if (!result) throw StoreFailure(std::move(result).error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Calls `work`, which returns a Result, and turns what it throws into an error. The public functions of a
/// store are wrapped in it.
template <class Work>
auto at_the_door(Work&& work) noexcept -> decltype(work()) {
  try {
    try {
      return work();
    } catch (const StoreFailure& failure) {
      return failure.error();
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& failure) {
      return Error(errc::store_failed, std::string("store: ") + failure.what());
    }
  } catch (...) {
    return Error(errc::out_of_memory, "out of memory");  // short enough to need none
  }
}

}  // namespace counterfoil
