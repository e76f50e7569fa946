#pragma once

#include <cstdint>
#include <string_view>

#include "counterfoil/otp/hotp.hpp"
#include "counterfoil/otp/totp.hpp"
#include "otp/code_search.hpp"

namespace counterfoil::detail {

/// verify_totp(), verify_hotp() and resynchronise_hotp() with the point of declassification as an argument.
/// They may throw std::bad_alloc.
Result<TotpAcceptance> verify_totp(const SecretBytes& secret, const TotpParameters& parameters,
                                   std::string_view code, const TotpCheck& check, Declassify declassify);
Result<std::uint64_t> verify_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                  std::string_view code, const HotpCheck& check, Declassify declassify);
Result<std::uint64_t> resynchronise_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                         const HotpCodePair& codes, const HotpResync& resync,
                                         Declassify declassify);

}  // namespace counterfoil::detail
