#pragma once

#include <cstdint>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/otp/otp_parameters.hpp"
#include "otp/code_digits.hpp"

namespace counterfoil::detail {

/// Counters one after the other; the last is at most 2^63.
struct CounterRange {
  std::uint64_t first = 0;
  unsigned count = 0;  ///< at least 1
};

/// Where a code was found. Secret until it is declassified.
struct CodeMatch {
  std::uint64_t found = 0;    ///< all ones if it was
  std::uint64_t counter = 0;  ///< the last that matches
};

/// The one place where what was computed from the secret becomes the answer: called with the match before
/// anything depends on it. A check of the running time marks the match as public there; otherwise there is
/// nothing to do.
using Declassify = void (*)(CodeMatch& match) noexcept;
inline void declassify_silently(CodeMatch& /*match*/) noexcept {}

/// The code of one counter. @return errc::invalid_key.
Result<CodeDigits> code_at(const SecretBytes& secret, const OtpParameters& parameters, std::uint64_t counter);

/// Compares a code with the codes of all counters of the range, in a time that depends on the length of the
/// secret and the number of counters only. @return errc::invalid_key.
Result<CodeMatch> find_code(const SecretBytes& secret, const OtpParameters& parameters, CodeDigits code,
                            const CounterRange& range);

/// Looks for two codes of successive counters of the range, likewise; the match is the counter of the second.
Result<CodeMatch> find_successive_codes(const SecretBytes& secret, const OtpParameters& parameters,
                                        CodeDigits first, CodeDigits second, const CounterRange& range);

}  // namespace counterfoil::detail
