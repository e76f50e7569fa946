#include "counterfoil/protocol/key_proof.hpp"

#include <new>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/base64url.hpp"
#include "protocol/jws.hpp"
#include "protocol/member_reader.hpp"

namespace counterfoil::protocol {

namespace {

using nlohmann::json;

constexpr std::string_view proof_type = "counterfoil-device-key+jws";
constexpr const char* what = "key proof";

Result<void> check_claims(std::string_view payload, const PublicKey& replaced,
                          const DeviceEndpoint& endpoint) {
  const auto object = read_json(payload, "key proof");
  if (!object) return object.error();
  MemberReader claims(*object, what);
  if (claims.ascii("aud", DeviceEndpoint::max_size) != endpoint.url()) {
    claims.refuse("aud", "the URL of this endpoint");
  }
  if (claims.ascii("replaces", 64) != encode_base64url(replaced.thumbprint())) {
    claims.refuse("replaces", "the thumbprint of the key that is replaced");
  }
  return claims.finish();
}

}  // namespace

Result<KeyProof> KeyProof::make(const SigningKey& replacement, const PublicKey& replaced,
                                const DeviceEndpoint& endpoint) try {
  if (replacement.public_key() == replaced) {
    return Error(errc::invalid_argument, "replacement: expected another key than the one it replaces");
  }
  const json claims = {{"aud", endpoint.url()}, {"replaces", encode_base64url(replaced.thumbprint())}};
  auto text = jws::sign(replacement, proof_type, claims.dump(), jws::KeyInHeader::yes);
  if (!text) return std::move(text).error();
  return KeyProof(replacement.public_key(), *std::move(text));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<KeyProof> KeyProof::verify(std::string_view text, const PublicKey& replaced,
                                  const DeviceEndpoint& endpoint) try {
  const auto jws = jws::parse(text, proof_type);
  if (!jws) return jws.error();
  if (!jws->key) return Error(errc::invalid_message, "key proof: expected \"jwk\" in its header");
  if (*jws->key == replaced) {
    return Error(errc::invalid_message, "key proof: expected another key than the one it replaces");
  }
  if (auto verified = jws::verify(*jws, *jws->key); !verified) return std::move(verified).error();
  if (auto checked = check_claims(jws->payload, replaced, endpoint); !checked) {
    return std::move(checked).error();
  }
  return KeyProof(*jws->key, std::string(text));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil::protocol
