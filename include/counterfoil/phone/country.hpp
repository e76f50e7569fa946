#pragma once

#include <span>
#include <string>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/phone/region.hpp"

namespace counterfoil {

/// One row of a country picker.
struct Country {
  Region region;
  /// English name (Unicode CLDR): `Isle of Man`.
  std::string name;
  /// Calling code, 1 to 999; several countries may share one.
  unsigned calling_code;
  /// What a number of this country looks like, a mobile one where the country has its own, in international
  /// format. To be shown in an empty field; it may be somebody's number, so never send to it.
  std::string example;
};

/// All countries and territories with telephone numbers, sorted by name in English order. The list is made
/// once and lives as long as the process. Thread-safe.
///
/// @return the list, or errc::out_of_memory, errc::provider_failed when the Unicode data cannot be read.
COUNTERFOIL_API Result<std::span<const Country>> countries();

}  // namespace counterfoil
