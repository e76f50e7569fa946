#include <string>
#include <vector>

#include "crypto/hmac.hpp"
#include "support/catch.hpp"
#include "unit/protocol/protocol_support.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;

namespace {

const SigningKey ada = key_of('a', SignatureAlgorithm::es256);
const SigningKey bob = key_of('b', SignatureAlgorithm::es256);

std::string jwk_member(const SigningKey& key) {
  return R"(,"jwk":)" + key.public_key().jwk();
}

std::string answer_claims(const std::string& more) {
  return claims_of("answer", R"(,"challenge":"000102030405060708090a0b0c0d0e0f","ctx":")" +
                                 encode_base64url(context_digest("shown").value()) + "\"" + more);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

/// The text with the part that begins at `begin` taken from elsewhere.
std::string with_payload(const std::string& text, std::string_view payload) {
  const std::size_t first = text.find('.');
  return text.substr(0, first + 1) + encode_base64url(as_bytes(payload)) + text.substr(text.rfind('.'));
}

}  // namespace

TEST_CASE("a message that is not signed, with alg none in any spelling, is refused") {
  for (const char* const name : {"none", "None", "NONE", "nOnE", ""}) {
    INFO(name);
    const std::string header = R"({"typ":"counterfoil-device+jws","alg":")" + std::string(name) +
                               R"(","kid":")" + key_id_of(ada) + "\"}";
    const std::string input =
        encode_base64url(as_bytes(header)) + "." + encode_base64url(as_bytes(claims_of("inbox")));
    CHECK(code_of(receive(input + ".", ada)) == errc::invalid_message);
    CHECK(code_of(receive(input + "." + encode_base64url(Signature{}), ada)) == errc::invalid_message);
    CHECK(code_of(receive(input, ada)) == errc::invalid_message);
  }
}

TEST_CASE("an HMAC with the public key as its secret is refused") {
  const std::string header = replaced(header_of(ada), "ES256", "HS256");
  const std::string input =
      encode_base64url(as_bytes(header)) + "." + encode_base64url(as_bytes(claims_of("inbox")));
  const std::string jwk = ada.public_key().jwk();
  for (const ByteView key :
       {ada.public_key().point(), as_bytes(jwk), ByteView(ada.public_key().thumbprint())}) {
    const auto mac = detail::HmacKey(SecretBytes(key)).digest({as_bytes(input)}).value();
    CHECK(code_of(receive(input + "." + encode_base64url(mac), ada)) == errc::invalid_message);
    // The same with the name of the right algorithm, and the length of its signatures.
    const std::string right =
        encode_base64url(as_bytes(header_of(ada))) + "." + encode_base64url(as_bytes(claims_of("inbox")));
    Bytes twice(mac.begin(), mac.end());
    twice.insert(twice.end(), mac.begin(), mac.end());
    CHECK(code_of(receive(right + "." + encode_base64url(twice), ada)) == errc::signature_mismatch);
    CHECK(code_of(receive(right + "." + encode_base64url(mac), ada)) == errc::invalid_message);
  }
}

TEST_CASE("the algorithm is that of the registered key, whatever the header says") {
  const SigningKey ed = key_of('a', SignatureAlgorithm::eddsa);
  const std::string as_other = replaced(header_of(ed), "EdDSA", "ES256");
  CHECK(code_of(receive(jws_of(ed, as_other, claims_of("inbox")), ed)) == errc::signature_mismatch);
  CHECK(message_of(receive(jws_of(ada, header_of(ada), claims_of("inbox")), ada)) == "accepted");
  for (const char* const name : {"ES384", "ES512", "RS256", "PS256", "HS256", "Ed25519", "es256", "ES256K"}) {
    INFO(name);
    const std::string header = replaced(header_of(ada), "ES256", name);
    CHECK(code_of(receive(jws_of(ada, header, claims_of("inbox")), ada)) == errc::invalid_message);
  }
}

TEST_CASE("[C47] a signature of device A is refused for device B, whichever of them the message names") {
  const std::string by_ada = jws_of(ada, header_of(ada), answer_claims(R"(,"verdict":"deny")"));
  CHECK(message_of(receive(by_ada, ada)) == "accepted");
  CHECK(code_of(receive(by_ada, bob)) == errc::signature_mismatch);
  const std::string foreign_kid = jws_of(ada, header_of(bob), answer_claims(R"(,"verdict":"deny")"));
  CHECK(code_of(receive(foreign_kid, bob)) == errc::signature_mismatch);
  CHECK(code_of(receive(foreign_kid, ada)) == errc::signature_mismatch);
}

TEST_CASE("[C48] a signature over another context, answer, tenant or endpoint is refused") {
  const std::string good = jws_of(ada, header_of(ada), answer_claims(R"(,"verdict":"deny")"));
  const std::string claims = answer_claims(R"(,"verdict":"deny")");
  const std::string other_ctx = replaced(claims, encode_base64url(context_digest("shown").value()),
                                         encode_base64url(context_digest("Shown").value()));
  CHECK(code_of(receive(with_payload(good, other_ctx), ada)) == errc::signature_mismatch);
  CHECK(code_of(receive(with_payload(good, replaced(claims, "deny", "report")), ada)) ==
        errc::signature_mismatch);
  CHECK(code_of(receive(with_payload(good, replaced(claims, "/example\"", "/other\"")), ada)) ==
        errc::signature_mismatch);

  for (const char* const url :
       {"https://id.example.ac.uk/authenticator/other", "https://id.example.ac.uk:8443/authenticator/example",
        "https://id.example/authenticator/example"}) {
    INFO(url);
    const auto elsewhere = receive(good, ada.public_key(), noon, endpoint_of(url));
    CHECK(code_of(elsewhere) == errc::invalid_message);
    CHECK_THAT(message_of(elsewhere), Catch::Matchers::Contains("aud"));
  }
  for (const char* const audience :
       {"https://id.example.ac.uk/authenticator/example/", "https://ID.example.ac.uk/authenticator/example",
        "https://id.example.ac.uk:443/authenticator/example",
        "https://id.example.ac.uk/authenticator/%65xample", "https://id.example.ac.uk/authenticator", ""}) {
    INFO(audience);
    const std::string text = replaced(claims, "https://id.example.ac.uk/authenticator/example", audience);
    CHECK(code_of(receive(jws_of(ada, header_of(ada), text), ada)) == errc::invalid_message);
  }
  const std::string list = replaced(claims, R"("https://id.example.ac.uk/authenticator/example")",
                                    R"(["https://id.example.ac.uk/authenticator/example"])");
  CHECK(code_of(receive(jws_of(ada, header_of(ada), list), ada)) == errc::invalid_message);
}

TEST_CASE("[C52] an approval without the number is refused, however well it is signed") {
  for (const char* const more :
       {R"(,"verdict":"approve")", R"(,"verdict":"approve","number":"")",
        R"(,"verdict":"approve","number":null)", R"(,"verdict":"approve","number":true)",
        R"(,"verdict":"approve","number":"4")", R"(,"verdict":"approve","number":"*2")",
        R"(,"verdict":"approve","number":["42"])"}) {
    INFO(more);
    const auto received = receive(jws_of(ada, header_of(ada), answer_claims(more)), ada);
    CHECK(code_of(received) == errc::invalid_message);
    CHECK_THAT(message_of(received), Catch::Matchers::Contains("number"));
  }
  CHECK(message_of(receive(
            jws_of(ada, header_of(ada), answer_claims(R"(,"verdict":"approve","number":"42")")), ada)) ==
        "accepted");
}

TEST_CASE("[D63] a key that a message brings counts to register only, and must be the one that signed") {
  const std::string claims = claims_of("register", R"(,"code":"MDEyMzQ1Njc4OWFiY2RlZg","device_name":"a")");
  const std::string good = jws_of(ada, header_of(ada, jwk_member(ada)), claims);
  CHECK(message_of(receive(good, ada)) == "accepted");
  CHECK(code_of(receive(jws_of(bob, header_of(ada, jwk_member(ada)), claims), ada)) ==
        errc::signature_mismatch);
  const auto unasked = receive(jws_of(ada, header_of(ada, jwk_member(ada)), claims_of("inbox")), ada);
  CHECK(code_of(unasked) == errc::invalid_message);
  CHECK_THAT(message_of(unasked), Catch::Matchers::Contains("jwk"));
  CHECK(code_of(receive(jws_of(ada, header_of(ada), claims), ada)) == errc::invalid_message);

  CHECK(!read_message(jws_of(bob, header_of(ada, jwk_member(bob)), claims), endpoint_of()));
  CHECK(!read_message(
      jws_of(ada, replaced(header_of(ada, jwk_member(ada)), R"("alg":"ES256")", R"("alg":"EdDSA")"), claims),
      endpoint_of()));
  const std::string jwk = ada.public_key().jwk();
  for (const std::string& bad :
       {std::string("{}"), std::string("null"), std::string("\"\""), std::string("[]"),
        jwk.substr(0, jwk.size() - 1) + R"(,"use":"sig"})", jwk.substr(0, jwk.size() - 1) + R"(,"d":"AA"})",
        std::string(R"({"kty":"oct","k":"AAAA"})")}) {
    INFO(bad);
    const auto message = read_message(jws_of(ada, header_of(ada, R"(,"jwk":)" + bad), claims), endpoint_of());
    REQUIRE(!message);
    CHECK(message.error().code == errc::invalid_message);
  }
}

TEST_CASE("header members that lead elsewhere, critical ones and unknown ones are refused by name") {
  for (const char* const member :
       {R"("jku":"https://evil.example/keys")", R"("x5u":"https://evil.example/cert")", R"("x5c":["MIIB"])",
        R"("x5t":"AAAA")", R"("x5t#S256":"AAAA")", R"("crit":["exp"])", R"("crit":[])",
        R"("crit":["b64"],"b64":false)", R"("b64":true)", R"("zip":"DEF")", R"("cty":"JWT")", R"("iat":1)",
        R"("unknown":1)"}) {
    INFO(member);
    const auto received =
        receive(jws_of(ada, header_of(ada, std::string(",") + member), claims_of("inbox")), ada);
    CHECK(code_of(received) == errc::invalid_message);
    CHECK_THAT(message_of(received), Catch::Matchers::Contains("no such member"));
  }
}

TEST_CASE("a header with another type, without one, or with a member twice is refused") {
  const std::string good = header_of(ada);
  for (const std::string& header :
       {replaced(good, "counterfoil-device+jws", "JWT"), replaced(good, "counterfoil-device+jws", "JOSE"),
        replaced(good, "counterfoil-device+jws", "application/counterfoil-device+jws"),
        replaced(good, "counterfoil-device+jws", "Counterfoil-Device+JWS"),
        replaced(good, "counterfoil-device+jws", "counterfoil-device-key+jws"),
        replaced(good, R"("typ":"counterfoil-device+jws",)", ""), replaced(good, R"("alg":"ES256",)", ""),
        replaced(good, R"(,"kid":")" + key_id_of(ada) + "\"", ""),
        replaced(good, R"("alg":"ES256")", R"("alg":"none","alg":"ES256")"),
        replaced(good, R"("alg":"ES256")", R"("alg":"ES256","al\u0067":"ES256")"),
        replaced(good, R"("alg":"ES256")", R"("alg":["ES256"])"),
        replaced(good, key_id_of(ada), key_id_of(ada) + "="), replaced(good, key_id_of(ada), "AA"),
        std::string("[]"), std::string("7"), std::string(), good + good, "\xEF\xBB\xBF" + good,
        replaced(good, "ES256", "ES256\xFF")}) {
    INFO(header);
    CHECK(code_of(receive(jws_of(ada, header, claims_of("inbox")), ada)) == errc::invalid_message);
  }
}

TEST_CASE("JSON in another order and with white space is accepted when its bytes are what was signed") {
  const std::string header = " {\n\t\"kid\" : \"" + key_id_of(ada) + "\" , \"alg\":\"ES\\u0032" +
                             "56\",\"typ\":\"counterfoil-device+jws\"}\r\n";
  const std::string claims =
      R"({ "op":"leave", "counter":5, "iat":1800000000, "aud":"https://id.example.ac.uk/authenticator/example" })";
  const std::string text = jws_of(ada, header, claims);
  CHECK(message_of(receive(text, ada)) == "accepted");
  CHECK(code_of(receive(with_payload(text, claims_of("leave", R"(,"counter":5)")), ada)) ==
        errc::signature_mismatch);
}

TEST_CASE("each single-bit flip of a message is refused") {
  const std::string good = sign_message(ada, Leave{1}, endpoint_of(), noon).value();
  REQUIRE(receive(good, ada));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (unsigned bit = 0; bit < 8; bit += 3) {
      std::string flipped = good;
      flipped[i] = static_cast<char>(static_cast<unsigned char>(flipped[i]) ^ (1U << bit));
      const auto received = receive(flipped, ada);
      REQUIRE(!received);
      REQUIRE((received.error().code == errc::invalid_message ||
               received.error().code == errc::signature_mismatch));
    }
  }
}

TEST_CASE("base64url with padding, unused bits, white space or the other alphabet is refused") {
  const std::string good = sign_message(ada, Leave{1}, endpoint_of(), noon).value();
  const std::size_t first = good.find('.');
  const std::size_t second = good.rfind('.');
  // A signature of 64 bytes leaves four unused bits in its last character.
  const std::string trailing = good.substr(0, good.size() - 1) + (good.back() == 'A' ? "B" : "h");
  for (const std::string& text :
       {good + "==", good + "\n", " " + good, trailing, good + ".", "." + good, good + ".e30",
        good.substr(0, second), good.substr(first), std::string(".."), std::string("."), std::string(),
        good.substr(0, first) + "=" + good.substr(first), good.substr(0, second) + " " + good.substr(second),
        good.substr(0, second + 1) + std::string(85, '+') + "A"}) {
    INFO(text);
    CHECK(code_of(receive(text, ada)) == errc::invalid_message);
  }
}

TEST_CASE("a huge message, a deep one and one in the JSON form is refused") {
  const auto huge = read_message(std::string(8193, 'A'), endpoint_of());
  REQUIRE(!huge);
  CHECK(huge.error().code == errc::too_long);
  CHECK(read_message(std::string(std::size_t{16} << 20, '{'), endpoint_of()).error().code == errc::too_long);
  const std::string name(6500, 'x');
  CHECK(
      read_message(jws_of(ada, header_of(ada), claims_of("inbox", R"(,"a":")" + name + "\"")), endpoint_of())
          .error()
          .code == errc::too_long);
  const std::string deep = std::string(2000, '[') + std::string(2000, ']');
  CHECK(code_of(receive(jws_of(ada, header_of(ada), claims_of("inbox", R"(,"a":)" + deep)), ada)) ==
        errc::invalid_message);
  CHECK(code_of(receive(jws_of(ada, header_of(ada, R"(,"jwk":)" + deep), claims_of("inbox")), ada)) ==
        errc::invalid_message);
  CHECK(!read_message(R"({"payload":"e30","protected":"e30","signature":"AA"})", endpoint_of()));
  CHECK(!read_message(R"({"payload":"e30","signatures":[]})", endpoint_of()));
}

TEST_CASE("payloads that are no claims are refused though they are signed") {
  for (const char* const payload :
       {"", "null", "[]", "\"inbox\"", "{}", R"({"op":"inbox"})", "{\"op\":\"inbox\"",
        R"({"aud":"https://id.example.ac.uk/authenticator/example","op":"inbox"})"}) {
    INFO(payload);
    CHECK(code_of(receive(jws_of(ada, header_of(ada), payload), ada)) == errc::invalid_message);
  }
  for (const char* const issued : {"\"1800000000\"", "1800000000.0", "-1", "1e9", "null", "99999999999999"}) {
    INFO(issued);
    const std::string claims = replaced(claims_of("inbox"), "1800000000", issued);
    CHECK(code_of(receive(jws_of(ada, header_of(ada), claims), ada)) == errc::invalid_message);
  }
}

TEST_CASE("[B28] a replayed message is the same operation again: its counter or challenge tells") {
  const std::string text = sign_message(ada, Leave{4}, endpoint_of(), noon).value();
  const auto once = receive(text, ada).value();
  const auto again = receive(text, ada).value();
  CHECK(std::get<Leave>(once).counter == std::get<Leave>(again).counter);
  CHECK(code_of(receive(text, ada.public_key(), noon + Duration(61'000))) == errc::clock_skewed);
}
