#pragma once

#include <unicode/normalizer2.h>

#include "counterfoil/base/result.hpp"

namespace counterfoil::detail {

/// ICU's normalisers. Their lifetime is the process's, and using them is thread-safe.
struct Normalizers {
  const icu::Normalizer2* nfc;
  const icu::Normalizer2* nfkc;
};

/// Loads what this library uses of ICU, once, in whichever thread comes first; the others wait. Every use of
/// ICU comes after it: ICU's own first use is safe, but in a way that ThreadSanitizer cannot see.
///
/// @return errc::provider_failed when ICU's data is missing or of another version.
Result<Normalizers> normalizers();

}  // namespace counterfoil::detail
