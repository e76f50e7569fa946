#include "counterfoil/otp/otp_parameters.hpp"

#include <array>

namespace counterfoil {

namespace {

constexpr std::array algorithms{OtpAlgorithm::sha1, OtpAlgorithm::sha256, OtpAlgorithm::sha512};

}  // namespace

std::string_view name_of(OtpAlgorithm algorithm) noexcept {
  switch (algorithm) {
    case OtpAlgorithm::sha1:
      return "SHA1";
    case OtpAlgorithm::sha256:
      return "SHA256";
    case OtpAlgorithm::sha512:
      return "SHA512";
  }
  return "unknown";
}

std::size_t hmac_size(OtpAlgorithm algorithm) noexcept {
  switch (algorithm) {
    case OtpAlgorithm::sha1:
      return 20;
    case OtpAlgorithm::sha256:
      return 32;
    case OtpAlgorithm::sha512:
      return 64;
  }
  return 0;
}

Result<OtpAlgorithm> parse_otp_algorithm(std::string_view name) {
  for (const OtpAlgorithm algorithm : algorithms) {
    if (name == name_of(algorithm)) return algorithm;
  }
  return Error(errc::invalid_argument, "algorithm: expected SHA1, SHA256 or SHA512");
}

Result<OtpParameters> OtpParameters::make(OtpAlgorithm algorithm, unsigned digits) {
  if (hmac_size(algorithm) == 0) {
    return Error(errc::invalid_argument, "algorithm: expected SHA1, SHA256 or SHA512");
  }
  if (digits < min_digits || digits > max_digits) {
    return Error(errc::invalid_argument, "digits: expected 6 to 8");
  }
  return OtpParameters(algorithm, digits);
}

}  // namespace counterfoil
