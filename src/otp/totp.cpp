#include "counterfoil/otp/totp.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

#include "base/out_of_memory.hpp"
#include "otp/code_verification.hpp"

namespace counterfoil {

namespace {

using detail::CodeMatch;
using detail::CounterRange;
using detail::Declassify;

Result<void> check_state(const TotpCheck& check, std::int64_t step) {
  const auto limit = static_cast<std::int64_t>(check.window.drift_limit());
  if (std::abs(std::int64_t{check.drift}) > limit) {
    return Error(errc::drift_exceeded, "drift: is beyond the limit; the device has to be registered again");
  }
  if (check.last_accepted_step.has_value() && *check.last_accepted_step > step + limit) {
    return Error(errc::clock_failed, "now: is behind the last accepted step; the clock was set back");
  }
  return {};
}

CounterRange candidates(const TotpCheck& check, std::int64_t step) {
  const std::int64_t expected = std::max<std::int64_t>(step + check.drift, 0);
  const std::int64_t first = std::max<std::int64_t>(expected - check.window.back(), 0);
  const std::int64_t last = expected + check.window.ahead();
  return {static_cast<std::uint64_t>(first), static_cast<unsigned>(last - first + 1)};
}

Result<TotpAcceptance> decide(const CodeMatch& match, const TotpCheck& check, std::int64_t step) {
  if (match.found == 0) return Error(errc::code_mismatch, "code: belongs to none of the steps accepted now");
  const auto matched = static_cast<std::int64_t>(match.counter);
  if (check.last_accepted_step.has_value() && matched <= *check.last_accepted_step) {
    return Error(errc::code_replayed, "code: belongs to a step at or below the last accepted one");
  }
  const auto drift = static_cast<int>(matched - step);
  if (static_cast<unsigned>(std::abs(drift)) > check.window.drift_limit()) {
    return Error(errc::drift_exceeded, "code: belongs to a step beyond the drift limit");
  }
  return TotpAcceptance{matched, drift};
}

}  // namespace

Result<TotpParameters> TotpParameters::make(const OtpParameters& code, std::chrono::seconds period) {
  if (period < min_period || period > max_period) {
    return Error(errc::invalid_argument, "period: expected 15 to 300 seconds");
  }
  return TotpParameters(code, period);
}

Result<TotpWindow> TotpWindow::make(unsigned back, unsigned ahead, unsigned drift_limit) {
  if (back > max_reach) return Error(errc::invalid_argument, "steps back: expected 0 to 3");
  if (ahead > max_reach) return Error(errc::invalid_argument, "steps ahead: expected 0 to 3");
  if (drift_limit < std::max(back, ahead) || drift_limit > max_drift_limit) {
    return Error(errc::invalid_argument,
                 "drift limit: expected at least the steps back and ahead, at most 60");
  }
  return TotpWindow(back, ahead, drift_limit);
}

Result<std::int64_t> totp_step(const TotpParameters& parameters, Timestamp now) {
  const std::int64_t seconds = unix_seconds(now);
  if (seconds < 0) return Error(errc::clock_failed, "now: expected a time since 1970-01-01T00:00:00Z");
  return seconds / parameters.period().count();
}

Result<std::string> generate_totp(const SecretBytes& secret, const TotpParameters& parameters,
                                  Timestamp now) try {
  const auto step = totp_step(parameters, now);
  if (!step) return step.error();
  const auto code = detail::code_at(secret, parameters.code(), static_cast<std::uint64_t>(*step));
  if (!code) return code.error();
  return detail::text_of(*code, parameters.code().digits());
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<TotpAcceptance> detail::verify_totp(const SecretBytes& secret, const TotpParameters& parameters,
                                           std::string_view code, const TotpCheck& check,
                                           Declassify declassify) {
  const auto step = totp_step(parameters, check.now);
  if (!step) return step.error();
  if (auto checked = check_state(check, *step); !checked) return std::move(checked).error();
  const auto digits = parse_code(code, parameters.code().digits());
  if (!digits) return digits.error();
  auto match = find_code(secret, parameters.code(), *digits, candidates(check, *step));
  if (!match) return std::move(match).error();
  declassify(*match);
  return decide(*match, check, *step);
}

Result<TotpAcceptance> verify_totp(const SecretBytes& secret, const TotpParameters& parameters,
                                   std::string_view code, const TotpCheck& check) try {
  return detail::verify_totp(secret, parameters, code, check, detail::declassify_silently);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
