#pragma once

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// Whether a password is known from a breach (ASVS 5.0 6.2.12). A provider: the host brings a local set, a
/// directory's own check, or a service.
///
/// Implementations that ask a service must not send the password or all of its digest: send the first 20 bits
/// of the SHA-1 digest and compare the returned suffixes here (the k-anonymity range query that breach
/// services offer), with padding of the reply where the service has it.
///
/// Called from several threads at once, while a password is set or changed, never while one is verified, and
/// without any lock held or transaction open.
class COUNTERFOIL_API BreachCheck {
 public:
  BreachCheck() = default;
  BreachCheck(const BreachCheck&) = delete;
  BreachCheck& operator=(const BreachCheck&) = delete;
  virtual ~BreachCheck();

  /// Whether `password`, as prepare_password() gives it, is in the set of breached passwords.
  ///
  /// It has a deadline of its own. It must not keep or log the password.
  ///
  /// @return errc::provider_failed or errc::deadline_exceeded when it is not known. That is no "no": whether a
  ///         password that could not be checked may be set is for the policy to say.
  virtual Result<bool> is_breached(const SecretBytes& password) = 0;
};

/// Asks `check`, and turns whatever it throws into errc::provider_failed, and an error of another kind than
/// environment too: a failed check is never an answer. Thread-safe if `check` is.
COUNTERFOIL_API Result<bool> ask_breach_check(BreachCheck& check, const SecretBytes& password);

}  // namespace counterfoil
