#pragma once

#include <optional>
#include <string_view>

#include "counterfoil/base/result.hpp"

namespace counterfoil::detail {

/// The parameters of an otpauth URI, still percent-encoded; views into its text.
struct OtpauthQuery {
  std::optional<std::string_view> secret;
  std::optional<std::string_view> issuer;
  std::optional<std::string_view> algorithm;
  std::optional<std::string_view> digits;
  std::optional<std::string_view> period;
  std::optional<std::string_view> counter;
};

/// Takes a query apart into its parameters.
///
///   query = parameter *( "&" parameter )
///   parameter = name "=" value
///   name = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" )
///
/// @return errc::invalid_uri for a parameter that comes twice, is written in another case than its own, or has no
/// value; for more than 16 parameters.
Result<OtpauthQuery> parse_query(std::string_view text);

}  // namespace counterfoil::detail
