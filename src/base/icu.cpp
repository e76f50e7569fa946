#include "base/icu.hpp"

#include <unicode/uclean.h>

#include <mutex>

namespace counterfoil::detail {

namespace {

struct Loaded {
  Normalizers normalizers{};
  bool complete = false;
};

Loaded load() noexcept {
  UErrorCode status = U_ZERO_ERROR;
  ::u_init(&status);
  const Normalizers loaded{icu::Normalizer2::getNFCInstance(status),
                           icu::Normalizer2::getNFKCInstance(status)};
  return {loaded, static_cast<bool>(U_SUCCESS(status))};
}

}  // namespace

Result<Normalizers> normalizers() {
  static std::once_flag once;
  static Loaded loaded;
  std::call_once(once, [] { loaded = load(); });
  if (!loaded.complete) {
    return Error(errc::provider_failed, "ICU: its Unicode data cannot be loaded");
  }
  return loaded.normalizers;
}

}  // namespace counterfoil::detail
