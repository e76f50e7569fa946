#pragma once

#include <string>
#include <string_view>

#include "counterfoil/testing/store_conformance.hpp"

namespace counterfoil::testing {

inline void expect(bool holds, std::string_view expectation, std::string_view file, int line) {
  if (holds) return;
  throw ConformanceFailure(std::string(expectation) + " (" + std::string(file.substr(file.rfind('/') + 1)) +
                           ":" + std::to_string(line) + ")");
}

/// The value of `result`, or a failure with the error's text.
template <class T>
T got(Result<T> result, std::string_view what, std::string_view file, int line) {
  if (!result) {
    const std::string error = std::string(name_of(result.error().code)) + ": " + result.error().message;
    expect(false, std::string(what) + " gave " + error, file, line);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

template <class T>
bool fails_with(const Result<T>& result, errc code) {
  return !result && result.error().code == code;
}

}  // namespace counterfoil::testing

// The failing expression is the message.
#define EXPECT(...) \
  ::counterfoil::testing::expect(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)
#define GOT(...) ::counterfoil::testing::got(__VA_ARGS__, #__VA_ARGS__, __FILE__, __LINE__)
