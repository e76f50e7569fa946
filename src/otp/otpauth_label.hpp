#pragma once

#include <string>
#include <string_view>

#include "counterfoil/base/result.hpp"

namespace counterfoil::detail {

/// Whether `issuer` and `account` can stand in an otpauth URI: the rules of write_otpauth_uri(). An issuer may be
/// empty. @return `fault` naming what is wrong, errc::invalid_utf8, errc::too_long.
Result<void> check_issuer(std::string_view issuer, errc fault);
Result<void> check_account(std::string_view account, errc fault);

struct Label {
  std::string issuer;  ///< empty if there is none before the account
  std::string account;
};

/// Reads the label of an otpauth URI, still percent-encoded. @return errc::invalid_uri, errc::invalid_utf8,
/// errc::too_long.
Result<Label> parse_label(std::string_view text);

}  // namespace counterfoil::detail
