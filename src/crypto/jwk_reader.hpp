#pragma once

#include <string_view>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/signature_algorithm.hpp"

namespace counterfoil::detail {

/// What a JWK says: the algorithm, and the point, which has the right length and is not checked further.
struct JwkContent {
  SignatureAlgorithm algorithm;
  Bytes point;
};

/// Reads a public JWK by the rules of PublicKey::parse_jwk(). @return errc::invalid_key, errc::too_long.
/// Throws std::bad_alloc only.
Result<JwkContent> read_jwk(std::string_view text);

}  // namespace counterfoil::detail
