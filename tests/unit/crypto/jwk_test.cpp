#include "counterfoil/crypto/jwk.hpp"

#include <set>
#include <string>
#include <vector>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/base/id.hpp"
#include "support/catch.hpp"
#include "support/vectors.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const std::string x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
const std::string y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
const std::string ed_x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

/// A good key of P-256 with more members, each with a comma first.
std::string ec_with(const std::string& more) {
  return R"({"kty":"EC","crv":"P-256","x":")" + x + R"(","y":")" + y + "\"" + more + "}";
}

std::string ed_with(const std::string& more) {
  return R"({"kty":"OKP","crv":"Ed25519","x":")" + ed_x + "\"" + more + "}";
}

std::string ec_of(const std::string& its_x, const std::string& its_y) {
  return R"({"kty":"EC","crv":"P-256","x":")" + its_x + R"(","y":")" + its_y + "\"}";
}

std::string ed_of(const std::string& its_x) {
  return R"({"kty":"OKP","crv":"Ed25519","x":")" + its_x + "\"}";
}

struct Refused {
  const char* what;
  std::string text;
  const char* said;  ///< a part of the message
};

void check_refused(const std::vector<Refused>& table) {
  for (const Refused& row : table) {
    INFO(row.what);
    const auto key = PublicKey::parse_jwk(row.text);
    REQUIRE(!key);
    CHECK(key.error().code == errc::invalid_key);
    CHECK_THAT(key.error().message, Catch::Matchers::Contains(row.said));
  }
}

}  // namespace

TEST_CASE("a JWK is read, whatever the order of its members and the white space between") {
  const auto plain = PublicKey::parse_jwk(ec_of(x, y));
  REQUIRE(plain);
  CHECK(plain->algorithm() == SignatureAlgorithm::es256);
  CHECK(encode_base64url(plain->point().first(32)) == x);
  CHECK(encode_base64url(plain->point().last(32)) == y);
  const std::string spaced =
      " {\r\n\t\"y\" : \"" + y + "\",\n \"crv\":\"P-256\", \"x\" :\"" + x + "\" , \"kty\":\"\\u0045C\" }\n";
  CHECK(PublicKey::parse_jwk(spaced).value() == *plain);

  const auto ed = PublicKey::parse_jwk(ed_of(ed_x));
  REQUIRE(ed);
  CHECK(ed->algorithm() == SignatureAlgorithm::eddsa);
  CHECK(encode_base64url(ed->point()) == ed_x);
  CHECK_FALSE(*ed == *plain);
}

TEST_CASE("optional members of a JWK that fit the key are taken, others than the key's own are ignored") {
  for (const char* const more :
       {R"(,"alg":"ES256")", R"(,"use":"sig")", R"(,"key_ops":["verify"])", R"(,"kid":"a phone")",
        R"(,"ext":true)", R"(,"use":"sig","key_ops":["verify"],"alg":"ES256")", R"(,"iat":1,"nbf":{"a":[1]})",
        R"(,"e":"AQAB")"}) {
    INFO(more);
    CHECK(PublicKey::parse_jwk(ec_with(more)).value() == PublicKey::parse_jwk(ec_of(x, y)).value());
  }
  for (const char* const more :
       {R"(,"alg":"EdDSA")", R"(,"alg":"Ed25519")", R"(,"key_ops":["verify"],"ext":true)"}) {
    INFO(more);
    CHECK(PublicKey::parse_jwk(ed_with(more)).value() == PublicKey::parse_jwk(ed_of(ed_x)).value());
  }
}

TEST_CASE("a JWK is written canonically: the required members alone, ordered by name") {
  CHECK(PublicKey::parse_jwk(ec_with(R"(,"use":"sig","kid":"a")")).value().jwk() ==
        R"({"crv":"P-256","kty":"EC","x":")" + x + R"(","y":")" + y + "\"}");
  CHECK(PublicKey::parse_jwk(ed_with(R"(,"alg":"EdDSA")")).value().jwk() ==
        R"({"crv":"Ed25519","kty":"OKP","x":")" + ed_x + "\"}");
}

TEST_CASE("thumbprints are those of RFC 8037, RFC 9449 and an independent hash") {
  const auto vectors = read_vectors("jwk_thumbprints.txt");
  REQUIRE(vectors.size() == 3);
  for (const auto& vector : vectors) {
    const auto key = PublicKey::parse_jwk(vector[0]);
    REQUIRE(key);
    CHECK(encode_base64url(key->thumbprint()) == vector[1]);
    CHECK(PublicKey::parse_jwk(key->jwk()).value().thumbprint() == key->thumbprint());
    CHECK(PublicKey::from_point(key->algorithm(), key->point()).value() == *key);
  }
}

TEST_CASE("a JWK of another type or curve is refused") {
  const std::string coordinates = R"(,"x":")" + x + R"(","y":")" + y + "\"}";
  check_refused({
      {"no type", R"({"crv":"P-256")" + coordinates, "\"kty\""},
      {"RSA", R"({"kty":"RSA","n":"AQAB","e":"AQAB"})", "\"kty\""},
      {"a symmetric key", R"({"kty":"oct","k":"AQAB"})", "\"kty\""},
      {"another case", R"({"kty":"ec","crv":"P-256")" + coordinates, "\"kty\""},
      {"a type that is no text", R"({"kty":1,"crv":"P-256")" + coordinates, "\"kty\""},
      {"a list of types", R"({"kty":["EC"],"crv":"P-256")" + coordinates, "\"kty\""},
      {"no curve", R"({"kty":"EC")" + coordinates, "\"P-256\""},
      {"P-384", R"({"kty":"EC","crv":"P-384")" + coordinates, "\"P-256\""},
      {"secp256k1", R"({"kty":"EC","crv":"secp256k1")" + coordinates, "\"P-256\""},
      {"a null curve", R"({"kty":"EC","crv":null)" + coordinates, "\"P-256\""},
      {"the other type's curve", R"({"kty":"EC","crv":"Ed25519")" + coordinates, "\"P-256\""},
      {"X25519", R"({"kty":"OKP","crv":"X25519","x":")" + ed_x + "\"}", "\"Ed25519\""},
      {"Ed448", R"({"kty":"OKP","crv":"Ed448","x":")" + ed_x + "\"}", "\"Ed25519\""},
      {"the other type's curve", R"({"kty":"OKP","crv":"P-256")" + coordinates, "\"Ed25519\""},
  });
}

TEST_CASE("a private JWK and one with certificates are refused") {
  check_refused({
      {"a private key", ec_with(R"(,"d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI")"), "\"d\""},
      {"a private key", ed_with(R"(,"d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")"), "\"d\""},
      {"an empty private key", ec_with(R"(,"d":"")"), "\"d\""},
      {"a null private key", ec_with(R"(,"d":null)"), "\"d\""},
      {"a certificate", ec_with(R"(,"x5c":["MIIB"])"), "certificates"},
      {"a certificate elsewhere", ec_with(R"(,"x5u":"https://example.com/")"), "certificates"},
      {"a certificate's hash", ec_with(R"(,"x5t":"AQAB")"), "certificates"},
      {"a certificate's hash", ec_with(R"(,"x5t#S256":"AQAB")"), "certificates"},
  });
  const auto refused = PublicKey::parse_jwk(ed_with(R"(,"d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")"));
  CHECK_THAT(refused.error().message, !Catch::Matchers::Contains("nWGxne"));
}

TEST_CASE("a JWK that is for something else is refused") {
  check_refused({
      {"another algorithm", ec_with(R"(,"alg":"ES384")"), "\"alg\""},
      {"the other key's algorithm", ec_with(R"(,"alg":"EdDSA")"), "\"alg\""},
      {"the other key's algorithm", ec_with(R"(,"alg":"Ed25519")"), "\"alg\""},
      {"the other key's algorithm", ed_with(R"(,"alg":"ES256")"), "\"alg\""},
      {"no algorithm", ec_with(R"(,"alg":"none")"), "\"alg\""},
      {"another case", ec_with(R"(,"alg":"es256")"), "\"alg\""},
      {"a null algorithm", ec_with(R"(,"alg":null)"), "\"alg\""},
      {"key agreement", ec_with(R"(,"alg":"ECDH-ES")"), "\"alg\""},
      {"encryption", ec_with(R"(,"use":"enc")"), "\"use\""},
      {"a use that is no text", ec_with(R"(,"use":["sig"])"), "\"use\""},
      {"signing", ec_with(R"(,"key_ops":["sign"])"), "\"key_ops\""},
      {"nothing", ec_with(R"(,"key_ops":[])"), "\"key_ops\""},
      {"verifying twice", ec_with(R"(,"key_ops":["verify","verify"])"), "\"key_ops\""},
      {"more than verifying", ec_with(R"(,"key_ops":["verify","encrypt"])"), "\"key_ops\""},
      {"operations that are no list", ec_with(R"(,"key_ops":"verify")"), "\"key_ops\""},
  });
}

TEST_CASE("a coordinate that is not 32 bytes in strict base64url is refused") {
  const std::string zero_first = "AA" + x.substr(0, 42);  // 33 bytes, the first of them 0
  check_refused({
      {"no x", R"({"kty":"EC","crv":"P-256","y":")" + y + "\"}", "\"x\""},
      {"no y", R"({"kty":"EC","crv":"P-256","x":")" + x + "\"}", "\"y\""},
      {"no x of Ed25519", R"({"kty":"OKP","crv":"Ed25519"})", "\"x\""},
      {"an x that is no text", R"({"kty":"OKP","crv":"Ed25519","x":1})", "\"x\""},
      {"empty", ec_of("", y), "\"x\""},
      {"31 bytes", ec_of(x, y.substr(0, 42)), "\"y\""},
      {"33 bytes", ec_of(zero_first, y), "\"x\""},
      {"48 bytes", ec_of(x + x.substr(0, 21), y), "\"x\""},
      {"padding", ec_of(x + "=", y), "\"x\""},
      {"padding of Ed25519", ed_of(ed_x + "="), "\"x\""},
      {"the alphabet of plain base64", ec_of(x, "x/" + y.substr(2)), "\"y\""},
      {"white space", ec_of(x + " ", y), "\"x\""},
      {"a line break", ec_of(x + "\\n", y), "\"x\""},
      {"unused bits", ec_of(x.substr(0, 42) + "V", y), "\"x\""},
      {"unused bits of Ed25519", ed_of(ed_x.substr(0, 42) + "p"), "\"x\""},
      {"x and y in one", ed_of(x + y), "\"x\""},
      {"a zero byte", ec_of(x + "\\u0000", y), "\"x\""},
  });
}

TEST_CASE("a point that is not on P-256 is refused") {
  const std::string zero(43, 'A');
  check_refused({
      {"y changed by a bit",
       ec_of("04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY", "UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgnw"),
       "on the curve"},
      {"x and y exchanged", ec_of(y, x), "on the curve"},
      {"both zero, which some take for infinity", ec_of(zero, zero), "on the curve"},
      {"y zero", ec_of(x, zero), "on the curve"},
      {"all ones",
       ec_of("__________________________________________8", "__________________________________________8"),
       "on the curve"},
  });
}

// x = 5 and x = 5 + p lead to the same point; only one of them is written as a coordinate.
TEST_CASE("a coordinate of P-256 from the prime on is refused, though it is on the curve modulo the prime") {
  const Bytes reduced = from_hex(
      "0000000000000000000000000000000000000000000000000000000000000005"
      "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
  const Bytes unreduced = from_hex(
      "ffffffff00000001000000000000000000000001000000000000000000000004"
      "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
  CHECK(PublicKey::from_point(SignatureAlgorithm::es256, reduced));
  const auto refused = PublicKey::from_point(SignatureAlgorithm::es256, unreduced);
  REQUIRE(!refused);
  CHECK(refused.error().code == errc::invalid_key);
}

TEST_CASE("a key of Ed25519 that is of small order, not canonical or not on the curve is refused") {
  const auto vectors = read_vectors("ed25519_keys_refused.txt");
  REQUIRE(vectors.size() == 73);
  std::set<std::string> reasons;
  for (const auto& vector : vectors) {
    INFO(vector[0] << " " << vector[1]);
    const auto key = PublicKey::from_point(SignatureAlgorithm::eddsa, from_hex(vector[0]));
    REQUIRE(!key);
    CHECK(key.error().code == errc::invalid_key);
    reasons.insert(key.error().message);
    CHECK(PublicKey::parse_jwk(ed_of(encode_base64url(from_hex(vector[0])))).error() == key.error());
  }
  CHECK(reasons.size() == 3);
}

TEST_CASE("a point of another length is refused") {
  const auto check = [](SignatureAlgorithm algorithm, std::size_t size) {
    INFO(name_of(algorithm) << " " << size);
    const auto key = PublicKey::from_point(algorithm, Bytes(size, std::byte{1}));
    REQUIRE(!key);
    CHECK(key.error().code == errc::invalid_key);
  };
  for (const std::size_t size : {0U, 1U, 31U, 32U, 33U, 63U, 65U, 96U})
    check(SignatureAlgorithm::es256, size);
  for (const std::size_t size : {0U, 1U, 31U, 33U, 63U, 64U, 65U, 96U})
    check(SignatureAlgorithm::eddsa, size);
  CHECK(PublicKey::from_point(static_cast<SignatureAlgorithm>(2), Bytes(32)).error().code ==
        errc::invalid_argument);
}

TEST_CASE("text that is not one JSON object is refused") {
  check_refused({
      {"nothing", "", "JSON"},
      {"white space", "  ", "JSON"},
      {"a list", "[" + ec_of(x, y) + "]", "object"},
      {"a text", "\"EC\"", "object"},
      {"null", "null", "object"},
      {"cut off", ec_of(x, y).substr(0, 100), "JSON"},
      {"bytes behind it", ec_of(x, y) + "x", "JSON"},
      {"a second object behind it", ec_of(x, y) + ec_of(x, y), "JSON"},
      {"a zero byte behind it", ec_of(x, y) + std::string(1, '\0'), "JSON"},
      {"a comment", "/**/" + ec_of(x, y), "JSON"},
      {"a comma too many", ec_with(","), "JSON"},
      {"single quotes", "{'kty':'EC'}", "JSON"},
      {"not UTF-8", ec_with(",\"a\":\"\xC3\x28\""), "JSON"},
      {"half a surrogate pair", ec_with(R"(,"a":"\ud800")"), "JSON"},
      {"too deep", ec_with(",\"a\":" + std::string(9, '[') + std::string(9, ']')), "in each other"},
  });
}

TEST_CASE("a member that stands twice is refused, also where it is ignored") {
  check_refused({
      {"x", ec_with(R"(,"x":")" + x + "\""), "once"},
      {"the type", ec_with(R"(,"kty":"EC")"), "once"},
      {"by an escape", ec_with(R"(,"\u0078":")" + x + "\""), "once"},
      {"an ignored one", ec_with(R"(,"kid":"a","kid":"b")"), "once"},
      {"deeper", ec_with(R"(,"a":{"b":1,"b":1})"), "once"},
  });
}

TEST_CASE("a JWK of up to 2048 bytes is read, and none longer") {
  const std::string start = ec_with("");
  const std::string longest = start + std::string(PublicKey::max_jwk_size - start.size(), ' ');
  CHECK(PublicKey::parse_jwk(longest));
  const auto refused = PublicKey::parse_jwk(longest + ' ');
  REQUIRE(!refused);
  CHECK(refused.error().code == errc::too_long);
}
