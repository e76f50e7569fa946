#include "counterfoil/provider/breach_check.hpp"

namespace counterfoil {

BreachCheck::~BreachCheck() = default;

Result<bool> ask_breach_check(BreachCheck& check, const SecretBytes& password) try {
  auto answer = check.is_breached(password);
  if (!answer && kind_of(answer.error().code) != ErrorKind::environment) {
    return Error(errc::provider_failed,
                 "breach check: it answered with an error that is not of the environment");
  }
  return answer;
} catch (...) {
  return Error(errc::provider_failed, "breach check: it threw");
}

}  // namespace counterfoil
