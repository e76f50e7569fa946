#include "code_check.hpp"

#include <algorithm>
#include <utility>

using namespace counterfoil;

namespace {

// Apps show a code in two groups, and people type what they see.
std::string without_spaces(std::string_view typed) {
  std::string code(typed);
  code.erase(std::remove(code.begin(), code.end(), ' '), code.end());
  return code;
}

std::string seconds_left(const TotpParameters& parameters, Timestamp now) {
  const auto period = parameters.period().count();
  const auto left = period - unix_seconds(now) % period;
  return std::to_string(left) + (left == 1 ? " second" : " seconds");
}

}  // namespace

CodeCheck::CodeCheck(SecretBytes secret, const TotpParameters& parameters, std::shared_ptr<Clock> clock)
    : secret_(std::move(secret)), parameters_(parameters), clock_(std::move(clock)) {}

Result<std::string> CodeCheck::answer(std::string_view typed) {
  const auto now = clock_->now();
  if (!now) return now.error();
  auto said = verdict(without_spaces(typed), *now);
  if (!said) return said;
  return *said + " The app shows a new code in " + seconds_left(parameters_, *now) + ".";
}

Result<std::string> CodeCheck::verdict(std::string_view code, Timestamp now) {
  remembered_.now = now;
  auto accepted = verify_totp(secret_, parameters_, code, remembered_);
  if (accepted) {
    remembered_.last_accepted_step = accepted->step;
    remembered_.drift = accepted->drift;
    return std::string("Accepted. This code is used up now.");
  }
  switch (accepted.error().code) {
    case errc::code_mismatch:
      return std::string("Wrong: that is neither the code of this moment nor the one before or after it.");
    case errc::code_replayed:
      return std::string("Already used: a code is good once, and none before it is good any more.");
    case errc::drift_exceeded:
      return std::string("Refused: the clock of the app is too far off.");
    case errc::invalid_argument:
      return "Not a code: a code is " + std::to_string(parameters_.code().digits()) + " digits.";
    default:
      return std::move(accepted).error();
  }
}
