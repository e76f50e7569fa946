#pragma once

#include <string>

namespace counterfoil {

/// Where an operation comes from, in words the person will read in notices, activity and on the phone. Each
/// is at most 200 bytes of UTF-8 fit for one line: no control characters, no direction overrides, no space at an end;
/// other text is refused with errc::invalid_argument. Nothing is decided by it.
struct RequestContext {
  std::string app;      ///< What is signed in to: "Library catalogue".
  std::string place;    ///< Where, roughly: "Bristol, United Kingdom".
  std::string browser;  ///< With what: "Firefox on Windows".

  friend bool operator==(const RequestContext&, const RequestContext&) = default;
};

}  // namespace counterfoil
