#include "counterfoil/otp/otp_secret.hpp"

#include <new>

#include "base/out_of_memory.hpp"

namespace counterfoil {

Result<SecretBytes> new_otp_secret(OtpAlgorithm algorithm, Entropy& entropy) try {
  SecretBytes secret(hmac_size(algorithm));
  if (secret.empty()) return Error(errc::invalid_argument, "algorithm: expected SHA1, SHA256 or SHA512");
  if (auto filled = entropy.fill(secret.write(SecretAccess::grant())); !filled) {
    return std::move(filled).error();
  }
  return secret;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
