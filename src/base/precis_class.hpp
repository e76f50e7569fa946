#pragma once

#include <unicode/umachine.h>

#include <span>

namespace counterfoil::detail {

/// The code points of a text.
using CodePoints = std::span<const UChar32>;

/// What RFC 8264 section 8 derives for a code point.
enum class DerivedProperty {
  valid,           ///< PVALID: allowed in both string classes.
  freeform_valid,  ///< ID_DIS or FREE_PVAL: allowed in the FreeformClass only.
  context_joiner,  ///< CONTEXTJ: allowed where its rule is met.
  context_other,   ///< CONTEXTO: likewise.
  disallowed,
  unassigned,
};

/// The derived property of `code_point`, from the Unicode properties of the ICU that is linked.
DerivedProperty derived_property(UChar32 code_point) noexcept;

/// Whether the rule of RFC 5892 appendix A allows the CONTEXTJ or CONTEXTO code point at `index` there.
bool context_allows(CodePoints text, std::size_t index) noexcept;

/// Whether `text` has a right-to-left character (bidirectional class R, AL or AN).
bool has_right_to_left(CodePoints text) noexcept;

/// Whether `text` satisfies the six conditions of the Bidi Rule, RFC 5893 section 2.
bool satisfies_bidi_rule(CodePoints text) noexcept;

}  // namespace counterfoil::detail
