#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/base/result.hpp"
#include "counterfoil/phone/phone_kind.hpp"
#include "counterfoil/phone/region.hpp"

namespace counterfoil::detail {

/// A number that a numbering plan has.
struct PlannedNumber {
  std::string e164;
  std::uint8_t calling_code_size;  ///< digits
  PhoneKind kind;
};

/// A region as its numbering plan describes it.
struct PlannedRegion {
  std::string code;
  unsigned calling_code;
  std::string example;  ///< In international format.
};

/// Loads the numbering plans, once, in whichever thread comes first; the others wait. Every other function
/// here does it too, so this only chooses the moment. @return errc::out_of_memory, errc::provider_failed.
Result<void> load_numbering_plans();

/// Finds the number that was dialled.
///
/// @param number  `+` and digits, or digits as dialled in `region`, which must then be given.
/// @return errc::invalid_phone_number with a sentence for the person, errc::out_of_memory,
/// errc::provider_failed.
Result<PlannedNumber> find_dialled_number(const std::string& number, const std::optional<Region>& region);

/// Finds a number that is already canonical: nothing is stripped from it.
///
/// @param e164  `+` and 2 to 15 digits, the first not 0.
Result<PlannedNumber> find_canonical_number(std::string_view e164);

/// The region of a number that was found; none for numbers of no country.
std::optional<Region> region_of(std::string_view e164, std::size_t calling_code_size) noexcept;

/// The number in international format, or as it is when it cannot be formatted.
std::string format_international(const std::string& e164, std::size_t calling_code_size);

bool is_planned_region(std::string_view code);

Result<std::vector<PlannedRegion>> planned_regions();

}  // namespace counterfoil::detail
