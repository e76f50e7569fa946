#include "counterfoil/otp/hotp.hpp"

#include <algorithm>
#include <new>

#include "base/out_of_memory.hpp"
#include "otp/code_verification.hpp"

namespace counterfoil {

namespace {

using detail::CodeMatch;
using detail::CounterRange;
using detail::Declassify;

Result<void> check_counter(std::uint64_t counter) {
  if (counter <= max_hotp_counter) return {};
  return Error(errc::invalid_argument, "counter: expected at most 2^63 - 1");
}

// The counters first, first + 1, … first + beyond, as far as there are any.
CounterRange range_up_to(std::uint64_t first, std::uint64_t counter, unsigned beyond) {
  const std::uint64_t last = counter + std::min<std::uint64_t>(beyond, max_hotp_counter - counter);
  return {first, static_cast<unsigned>(last - first + 1)};
}

Error mismatch() {
  return {errc::code_mismatch, "code: belongs to none of the counters that are tried"};
}

}  // namespace

Result<std::uint64_t> detail::verify_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                          std::string_view code, const HotpCheck& check,
                                          Declassify declassify) {
  if (auto checked = check_counter(check.counter); !checked) return std::move(checked).error();
  if (check.look_ahead > max_hotp_look_ahead) {
    return Error(errc::invalid_argument, "look-ahead: expected 0 to 20 counters");
  }
  const auto digits = parse_code(code, parameters.digits());
  if (!digits) return digits.error();
  // The counter before the expected one is there only to tell a person that the code is used up.
  const std::uint64_t first = check.counter == 0 ? 0 : check.counter - 1;
  auto match = find_code(secret, parameters, *digits, range_up_to(first, check.counter, check.look_ahead));
  if (!match) return std::move(match).error();
  declassify(*match);
  if (match->found == 0) return mismatch();
  if (match->counter < check.counter) {
    return Error(errc::code_replayed, "code: belongs to the last counter that was accepted");
  }
  return match->counter;
}

Result<std::uint64_t> detail::resynchronise_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                                 const HotpCodePair& codes, const HotpResync& resync,
                                                 Declassify declassify) {
  if (auto checked = check_counter(resync.counter); !checked) return std::move(checked).error();
  if (resync.window < 1 || resync.window > max_hotp_resync_window) {
    return Error(errc::invalid_argument, "resynchronisation window: expected 1 to 1000 counters");
  }
  const auto first = parse_code(codes.first, parameters.digits());
  if (!first) return first.error();
  const auto second = parse_code(codes.second, parameters.digits());
  if (!second) return second.error();
  auto match = find_successive_codes(secret, parameters, *first, *second,
                                     range_up_to(resync.counter, resync.counter, resync.window + 1));
  if (!match) return std::move(match).error();
  declassify(*match);
  if (match->found == 0) return mismatch();
  return match->counter;
}

Result<std::string> generate_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                  std::uint64_t counter) try {
  if (auto checked = check_counter(counter); !checked) return std::move(checked).error();
  const auto code = detail::code_at(secret, parameters, counter);
  if (!code) return code.error();
  return detail::text_of(*code, parameters.digits());
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<std::uint64_t> verify_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                  std::string_view code, const HotpCheck& check) try {
  return detail::verify_hotp(secret, parameters, code, check, detail::declassify_silently);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<std::uint64_t> resynchronise_hotp(const SecretBytes& secret, const OtpParameters& parameters,
                                         const HotpCodePair& codes, const HotpResync& resync) try {
  return detail::resynchronise_hotp(secret, parameters, codes, resync, detail::declassify_silently);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
