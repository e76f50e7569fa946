#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// A country or territory with telephone numbers of its own, by its two-letter code (ISO 3166-1 alpha-2).
///
/// Jersey (JE), Guernsey (GG) and the Isle of Man (IM) are regions of their own beside the United Kingdom
/// (GB), although they share its calling code. Three codes that ISO only reserves are regions too, because
/// they have numbering plans: AC (Ascension Island), TA (Tristan da Cunha) and XK (Kosovo). Thread safety: as
/// a plain value.
class Region {
 public:
  /// Reads a two-letter code.
  ///
  /// @param text  Two upper-case ASCII letters that countries() lists.
  /// @return the region, or errc::invalid_argument when it is not one of them, errc::out_of_memory.
  COUNTERFOIL_API static Result<Region> parse(std::string_view text);

  /// The two letters; valid as long as this object is.
  std::string_view code() const noexcept { return {letters_.data(), letters_.size()}; }

  friend auto operator<=>(const Region&, const Region&) = default;

 private:
  explicit Region(std::array<char, 2> letters) noexcept : letters_(letters) {}

  std::array<char, 2> letters_;
};

}  // namespace counterfoil

template <>
struct std::hash<counterfoil::Region> {
  std::size_t operator()(const counterfoil::Region& region) const noexcept {
    return std::hash<std::string_view>{}(region.code());
  }
};
