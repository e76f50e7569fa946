#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/jwk.hpp"

using namespace counterfoil;

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

/// All that is true of every key that was read.
void check(const PublicKey& key) {
  const std::string written = key.jwk();
  const auto again = PublicKey::parse_jwk(written);
  require(again && *again == key);
  require(again->jwk() == written);
  require(again->thumbprint() == key.thumbprint());
  require(sha256(as_bytes(written)).value() == key.thumbprint());

  const auto by_point = PublicKey::from_point(key.algorithm(), key.point());
  require(by_point && *by_point == key && by_point->thumbprint() == key.thumbprint());
  require(!key.verify(Signature{}, as_bytes(written)));
}

void check_refusal(const Error& error) {
  require(error.code == errc::invalid_key || error.code == errc::too_long);
  require(!error.message.empty());
}

}  // namespace

/// A key that is read is written as one text, which leads back to it and is what its thumbprint hashes. The bytes
/// are also taken for a point, so that the checks of points meet more than what survives base64url.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto key = PublicKey::parse_jwk(text)) {
    check(*key);
  } else {
    check_refusal(key.error());
  }
  for (const auto algorithm : {SignatureAlgorithm::es256, SignatureAlgorithm::eddsa}) {
    if (const auto key = PublicKey::from_point(algorithm, as_bytes(text))) {
      check(*key);
    } else {
      check_refusal(key.error());
    }
  }
  return 0;
}
