#include "crypto/jwk_reader.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "base/strict_json.hpp"
#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/jwk.hpp"

namespace counterfoil::detail {

namespace {

using nlohmann::json;

constexpr std::size_t coordinate_size = 32;

Error refused(std::string_view expected) {
  return {errc::invalid_key, std::string("JWK: expected ").append(expected)};
}

/// Null when there is no such member, or when it is no text.
const std::string* text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() ? found->get_ptr<const std::string*>() : nullptr;
}

bool is_text(const json& object, const char* name, std::string_view wanted) {
  const std::string* const text = text_at(object, name);
  return text != nullptr && *text == wanted;
}

Result<SignatureAlgorithm> read_algorithm(const json& object) {
  if (is_text(object, "kty", "EC")) {
    if (is_text(object, "crv", "P-256")) return SignatureAlgorithm::es256;
    return refused("\"crv\" \"P-256\" in a key of \"kty\" \"EC\"");
  }
  if (is_text(object, "kty", "OKP")) {
    if (is_text(object, "crv", "Ed25519")) return SignatureAlgorithm::eddsa;
    return refused("\"crv\" \"Ed25519\" in a key of \"kty\" \"OKP\"");
  }
  return refused("\"kty\" \"EC\" or \"OKP\"");
}

Result<void> check_forbidden(const json& object) {
  if (object.contains("d")) return refused("a public key, without the private member \"d\"");
  for (const char* const name : {"x5c", "x5u", "x5t", "x5t#S256"}) {
    if (object.contains(name)) return refused("a key without certificates (\"x5c\", \"x5u\", \"x5t\")");
  }
  return {};
}

/// What the optional members say the key is for.
Result<void> check_purpose(const json& object, SignatureAlgorithm algorithm) {
  const bool has_fully_specified_name =
      algorithm == SignatureAlgorithm::eddsa && is_text(object, "alg", "Ed25519");
  if (object.contains("alg") && !has_fully_specified_name && !is_text(object, "alg", name_of(algorithm))) {
    return refused(
        std::string("\"alg\", if any, to be \"").append(name_of(algorithm)).append("\" for this key"));
  }
  if (object.contains("use") && !is_text(object, "use", "sig"))
    return refused("\"use\", if any, to be \"sig\"");
  if (const auto operations = object.find("key_ops");
      operations != object.end() && *operations != json::array({"verify"})) {
    return refused("\"key_ops\", if any, to be [\"verify\"]");
  }
  return {};
}

Result<void> read_coordinate(const json& object, const char* name, Bytes& point) {
  const std::string* const text = text_at(object, name);
  auto coordinate = text != nullptr ? decode_base64url(*text) : Result<Bytes>(Bytes());
  if (!coordinate && coordinate.error().code != errc::invalid_encoding) return std::move(coordinate).error();
  if (!coordinate || coordinate->size() != coordinate_size) {
    return refused(std::string("\"").append(name).append("\" to be 32 bytes in base64url without padding"));
  }
  point.insert(point.end(), coordinate->begin(), coordinate->end());
  return {};
}

}  // namespace

Result<JwkContent> read_jwk(std::string_view text) {
  if (text.size() > PublicKey::max_jwk_size) return Error(errc::too_long, "JWK: expected at most 2048 bytes");
  const auto object = read_strict_json(text, {PublicKey::max_jwk_size, errc::invalid_key});
  if (!object) return Error(object.error().code, "JWK: " + object.error().message);
  if (!object->is_object()) return refused("a JSON object");

  if (auto checked = check_forbidden(*object); !checked) return std::move(checked).error();
  const auto algorithm = read_algorithm(*object);
  if (!algorithm) return algorithm.error();
  if (auto checked = check_purpose(*object, *algorithm); !checked) return std::move(checked).error();
  JwkContent content{*algorithm, {}};
  if (auto read = read_coordinate(*object, "x", content.point); !read) return std::move(read).error();
  if (*algorithm == SignatureAlgorithm::es256) {
    if (auto read = read_coordinate(*object, "y", content.point); !read) return std::move(read).error();
  }
  return content;
}

}  // namespace counterfoil::detail
