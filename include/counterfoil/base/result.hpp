#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "counterfoil/base/error.hpp"

namespace counterfoil {

/// Thrown by Result::value() when there is no value: a mistake of the caller, who did not ask first.
class COUNTERFOIL_API BadResultAccess : public std::exception {
 public:
  explicit BadResultAccess(Error error) : error_(std::move(error)) {}
  const char* what() const noexcept override { return error_.message.c_str(); }
  const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

template <class T>
class Result;

namespace detail {
template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;
}  // namespace detail

/// Either a `T` or an Error, with the names of C++23's `std::expected<T, Error>`.
///
/// A function that returns a Result does not throw. `operator*`, `operator->` and `error()` require that the
/// alternative is there; `value()` throws BadResultAccess when it is not.
/// Thread safety: as a plain value.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Error;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& operator*() & noexcept { return *std::get_if<0>(&state_); }
  const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() noexcept { return std::get_if<0>(&state_); }
  const T* operator->() const noexcept { return std::get_if<0>(&state_); }

  T& value() & {
    require();
    return **this;
  }
  const T& value() const& {
    require();
    return **this;
  }
  /// By value, so that `for (const Event& event : accounts.events(…).value())` does not outlive what it reads.
  T value() && {
    require();
    return std::move(**this);
  }

  Error& error() & noexcept { return *std::get_if<1>(&state_); }
  const Error& error() const& noexcept { return *std::get_if<1>(&state_); }
  Error&& error() && noexcept { return std::move(*std::get_if<1>(&state_)); }

  template <class U>
  T value_or(U&& fallback) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(fallback));
  }
  template <class U>
  T value_or(U&& fallback) && {
    return has_value() ? std::move(**this) : static_cast<T>(std::forward<U>(fallback));
  }

  /// Calls `f(value)`, which returns a Result, or passes the error on.
  template <class F>
  auto and_then(F&& f) && {
    using Next = std::remove_cvref_t<std::invoke_result_t<F, T&&>>;
    static_assert(detail::is_result<Next>, "and_then needs a function that returns a Result");
    if (has_value()) return std::invoke(std::forward<F>(f), std::move(**this));
    return Next(std::move(*this).error());
  }
  template <class F>
  auto and_then(F&& f) const& {
    using Next = std::remove_cvref_t<std::invoke_result_t<F, const T&>>;
    static_assert(detail::is_result<Next>, "and_then needs a function that returns a Result");
    if (has_value()) return std::invoke(std::forward<F>(f), **this);
    return Next(error());
  }

  /// Calls `f(value)` and wraps what it returns, or passes the error on.
  template <class F>
  auto transform(F&& f) && {
    using Next = std::remove_cvref_t<std::invoke_result_t<F, T&&>>;
    if (has_value()) return Result<Next>(std::invoke(std::forward<F>(f), std::move(**this)));
    return Result<Next>(std::move(*this).error());
  }

 private:
  void require() const {
    if (!has_value()) throw BadResultAccess(error());
  }

  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  using error_type = Error;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  void value() const {
    if (!has_value()) throw BadResultAccess(*error_);
  }

  Error& error() & noexcept { return *error_; }
  const Error& error() const& noexcept { return *error_; }
  Error&& error() && noexcept { return std::move(*error_); }

  /// Calls `f()`, which returns a Result, or passes the error on.
  template <class F>
  auto and_then(F&& f) const {
    using Next = std::remove_cvref_t<std::invoke_result_t<F>>;
    static_assert(detail::is_result<Next>, "and_then needs a function that returns a Result");
    if (has_value()) return std::invoke(std::forward<F>(f));
    return Next(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace counterfoil
