#include "protocol/jws.hpp"

#include <algorithm>

#include "counterfoil/base/base64url.hpp"
#include "protocol/member_reader.hpp"

namespace counterfoil::protocol::jws {

namespace {

using nlohmann::json;

Error refused(std::string_view expected) {
  return {errc::invalid_message, std::string("JWS: expected ").append(expected)};
}

Error too_long() {
  return {errc::too_long, "JWS: expected at most 8192 bytes"};
}

/// The three parts of the text, without the dots.
struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
};

Result<Parts> split(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t second = first != std::string_view::npos ? text.find('.', first + 1) : first;
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) {
    return refused("three parts with a dot between");
  }
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

Result<Bytes> decode(std::string_view text, std::string_view part) {
  auto decoded = decode_base64url(text);
  if (!decoded && decoded.error().code == errc::invalid_encoding) {
    return refused(std::string("the ").append(part).append(" in base64url without padding"));
  }
  return decoded;
}

/// The key in the header. It has the members that it must have and no other, so that nothing in it is ignored.
Result<PublicKey> read_key(const json& value) {
  const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  auto key = PublicKey::parse_jwk(text);
  if (!key && kind_of(key.error().code) == ErrorKind::caller) {
    return Error(errc::invalid_message, "JWS header: \"jwk\": " + key.error().message);
  }
  if (key && key->jwk() != text) {
    return Error(errc::invalid_message, "JWS header: \"jwk\": expected the required members only");
  }
  return key;
}

Result<void> read_header(std::string_view text, std::string_view type, Unverified& jws) {
  const auto object = read_json(text, "JWS header", 2);
  if (!object) return object.error();
  MemberReader header(*object, "JWS header");
  header.choice("typ", {type});
  jws.algorithm =
      header.choice("alg", {name_of(SignatureAlgorithm::es256), name_of(SignatureAlgorithm::eddsa)}) == 0
          ? SignatureAlgorithm::es256
          : SignatureAlgorithm::eddsa;
  const Bytes key_id = header.bytes("kid", {jws.key_id.size(), jws.key_id.size()});
  const json& key_value = header.value("jwk");
  if (auto finished = header.finish(); !finished) return finished;
  std::ranges::copy(key_id, jws.key_id.begin());
  if (!object->contains("jwk")) return {};
  auto key = read_key(key_value);
  if (!key) return std::move(key).error();
  if (key->thumbprint() != jws.key_id) return refused("\"kid\" to be the thumbprint of \"jwk\"");
  if (key->algorithm() != jws.algorithm) return refused("\"alg\" to be that of \"jwk\"");
  jws.key = *std::move(key);
  return {};
}

}  // namespace

Result<Unverified> parse(std::string_view text, std::string_view type) {
  if (text.size() > max_size) return too_long();
  const auto parts = split(text);
  if (!parts) return parts.error();
  const auto header = decode(parts->header, "header");
  if (!header) return header.error();
  const auto payload = decode(parts->payload, "payload");
  if (!payload) return payload.error();
  const auto signature = decode(parts->signature, "signature");
  if (!signature) return signature.error();

  Unverified jws;
  if (signature->size() != jws.signature.size()) return refused("a signature of 64 bytes");
  std::ranges::copy(*signature, jws.signature.begin());
  if (auto read = read_header(as_text(*header), type, jws); !read) return std::move(read).error();
  jws.signing_input = text.substr(0, parts->header.size() + 1 + parts->payload.size());
  jws.payload = as_text(*payload);
  return jws;
}

Result<void> verify(const Unverified& jws, const PublicKey& key) {
  if (jws.key_id != key.thumbprint() || jws.algorithm != key.algorithm()) {
    return Error(errc::signature_mismatch, "JWS: expected the algorithm and the thumbprint of this key");
  }
  return key.verify(jws.signature, as_bytes(jws.signing_input));
}

Result<std::string> sign(const SigningKey& key, std::string_view type, std::string_view payload,
                         KeyInHeader key_in_header) {
  const PublicKey& signer = key.public_key();
  json header = {
      {"alg", name_of(signer.algorithm())}, {"kid", encode_base64url(signer.thumbprint())}, {"typ", type}};
  if (key_in_header == KeyInHeader::yes) header["jwk"] = json::parse(signer.jwk());
  std::string text = encode_base64url(as_bytes(header.dump()));
  text.append(".").append(encode_base64url(as_bytes(payload)));
  const auto signature = key.sign(as_bytes(text));
  if (!signature) return signature.error();
  text.append(".").append(encode_base64url(*signature));
  if (text.size() > max_size) return too_long();
  return text;
}

}  // namespace counterfoil::protocol::jws
