#include "counterfoil/crypto/signature_algorithm.hpp"

namespace counterfoil {

std::string_view name_of(SignatureAlgorithm algorithm) noexcept {
  switch (algorithm) {
    case SignatureAlgorithm::es256:
      return "ES256";
    case SignatureAlgorithm::eddsa:
      return "EdDSA";
  }
  return "unknown";
}

}  // namespace counterfoil
