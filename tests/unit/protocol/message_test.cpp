#include "counterfoil/protocol/message.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/protocol/protocol_support.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;

namespace {

const SecretBytes code{std::string_view("0123456789abcdef")};

std::string sign(const SigningKey& key, const Operation& operation, Timestamp now = noon) {
  return sign_message(key, operation, endpoint_of(), now).value();
}

/// The operation after it went to the server.
template <class T>
T sent(const SigningKey& key, const T& operation) {
  const auto received = receive(sign(key, operation), key);
  INFO(message_of(received));
  REQUIRE(received);
  REQUIRE(std::holds_alternative<T>(*received));
  return std::get<T>(*received);
}

Answer answer_with(std::variant<Approval, Denial, Report> verdict) {
  return {ChallengeId::parse("000102030405060708090a0b0c0d0e0f").value(),
          context_digest("what was shown").value(), std::move(verdict)};
}

}  // namespace

TEST_CASE("every operation comes back as it was signed, with either algorithm") {
  for (const auto algorithm : {SignatureAlgorithm::es256, SignatureAlgorithm::eddsa}) {
    const SigningKey key = key_of('k', algorithm);
    const Register registered = sent(key, Register{code, "Ada’s phone", "https://push.example/1"});
    CHECK(registered.code == code);
    CHECK(registered.device_name == "Ada’s phone");
    CHECK(registered.push_address == "https://push.example/1");
    CHECK(!sent(key, Register{code, "a"}).push_address);
    sent(key, ReadInbox{});

    const Answer approved = sent(key, answer_with(Approval{SecretBytes(std::string_view("07"))}));
    CHECK(approved.challenge.text() == "000102030405060708090a0b0c0d0e0f");
    CHECK(approved.context == context_digest("what was shown").value());
    CHECK(std::get<Approval>(approved.verdict).number == SecretBytes(std::string_view("07")));
    CHECK(std::holds_alternative<Approval>(
        sent(key, answer_with(Approval{SecretBytes(std::string_view("000042"))})).verdict));
    CHECK(std::holds_alternative<Denial>(sent(key, answer_with(Denial{})).verdict));
    CHECK(std::holds_alternative<Report>(sent(key, answer_with(Report{})).verdict));

    const auto proof = KeyProof::make(key_of('n', algorithm), key.public_key(), endpoint_of()).value();
    const RotateKey rotated = sent(key, RotateKey{7, proof});
    CHECK(rotated.counter == 7);
    CHECK(rotated.proof.key() == key_of('n', algorithm).public_key());
    CHECK(sent(key, SetPushAddress{1, "address"}).address == "address");
    CHECK(!sent(key, SetPushAddress{1, {}}).address);
    CHECK(sent(key, Leave{9'007'199'254'740'991}).counter == 9'007'199'254'740'991);
    CHECK(sent(key, AuthoriseMove{3}).counter == 3);
  }
}

TEST_CASE("a message says whose it is before it is verified, and brings its key to register only") {
  const SigningKey key = key_of('k');
  const auto inbox = read_message(sign(key, ReadInbox{}), endpoint_of()).value();
  CHECK(std::get<UnverifiedMessage>(inbox).key_id() == key.public_key().thumbprint());
  CHECK(std::get<UnverifiedMessage>(inbox).new_key() == nullptr);
  const auto registration = read_message(sign(key, Register{code, "a"}), endpoint_of()).value();
  REQUIRE(std::get<UnverifiedMessage>(registration).new_key() != nullptr);
  CHECK(*std::get<UnverifiedMessage>(registration).new_key() == key.public_key());
}

TEST_CASE("a preview has the code and nothing of the phone") {
  const auto link = RegistrationLink::make(endpoint_of(), code).value();
  const std::string text = write_preview(link).value();
  CHECK(
      text ==
      R"({"aud":"https://id.example.ac.uk/authenticator/example","code":"MDEyMzQ1Njc4OWFiY2RlZg","op":"preview"})");
  const auto message = read_message(text, endpoint_of());
  REQUIRE(message);
  CHECK(std::get<Preview>(*message).code == code);
}

TEST_CASE("[C48] a preview for another endpoint or tenant, and a malformed one, is refused") {
  const auto link = RegistrationLink::make(endpoint_of(), code).value();
  const std::string good = write_preview(link).value();
  CHECK(!read_message(good, endpoint_of("https://id.example.ac.uk/authenticator/other")));
  const std::string begin = R"({"aud":"https://id.example.ac.uk/authenticator/example","op":"preview")";
  for (const std::string& text :
       {begin + "}", begin + R"(,"code":"AAAA"})", begin + R"(,"code":7})",
        begin + R"(,"code":"MDEyMzQ1Njc4OWFiY2RlZg","jwk":{}})",
        begin + R"(,"code":"MDEyMzQ1Njc4OWFiY2RlZg")",
        begin + R"(,"op":"preview","code":"MDEyMzQ1Njc4OWFiY2RlZg"})", std::string("{}"), std::string("{"),
        " " + good, good + " {}", std::string(R"({"op":"register"})")}) {
    INFO(text);
    const auto message = read_message(text, endpoint_of());
    REQUIRE(!message);
    CHECK(message.error().code == errc::invalid_message);
  }
}

TEST_CASE("a message is good for a minute either way, to the second and not beyond") {
  const SigningKey key = key_of('k');
  const std::string text = sign(key, ReadInbox{});
  for (const Duration off : {Duration(0), Duration(60'000), Duration(-60'000)}) {
    CHECK(receive(text, key.public_key(), noon + off));
  }
  for (const Duration off :
       {Duration(60'001), Duration(-60'001), Duration(86'400'000), Duration(-86'400'000)}) {
    const auto received = receive(text, key.public_key(), noon + off);
    REQUIRE(!received);
    CHECK(received.error().code == errc::clock_skewed);
  }
}

TEST_CASE("a clock that is wrong is told whatever else the message says, but never to another's key") {
  const SigningKey key = key_of('k');
  const std::string odd = jws_of(key, header_of(key), claims_of("leave", R"(,"counter":0)"));
  CHECK(code_of(receive(odd, key.public_key(), noon + Duration(61'000))) == errc::clock_skewed);
  CHECK(code_of(receive(odd, key.public_key())) == errc::invalid_message);
  CHECK(code_of(receive(odd, key_of('o').public_key(), noon + Duration(61'000))) == errc::signature_mismatch);
}

TEST_CASE("an operation beyond its limits is not signed") {
  const SigningKey key = key_of('k');
  const auto refused = [&](const Operation& operation) {
    const auto text = sign_message(key, operation, endpoint_of(), noon);
    return !text && text.error().code == errc::invalid_argument;
  };
  CHECK(refused(Register{SecretBytes(13), "a"}));
  CHECK(refused(Register{SecretBytes(65), "a"}));
  CHECK(refused(Register{code, ""}));
  CHECK(refused(Register{code, std::string(129, 'a')}));
  CHECK(refused(Register{code, "two\nlines"}));
  CHECK(refused(Register{code, "\xFF"}));
  CHECK(refused(Register{code, "a", ""}));
  CHECK(refused(Register{code, "a", "two words"}));
  CHECK(refused(SetPushAddress{1, std::string(2049, 'a')}));
  CHECK(refused(SetPushAddress{0, "a"}));
  CHECK(refused(Leave{0}));
  CHECK(refused(Leave{9'007'199'254'740'992}));
  CHECK(refused(AuthoriseMove{0}));
  for (const std::string_view number : {"", "4", "042", "0042", "00042", "0000042", "4x", "-1", "４２"}) {
    INFO(number);
    CHECK(refused(answer_with(Approval{SecretBytes(number)})));
  }
  CHECK(sign_message(key, ReadInbox{}, endpoint_of(), from_unix_seconds(-1)).error().code ==
        errc::clock_failed);
}

TEST_CASE("claims that do not belong to the operation, or miss, are refused by name") {
  struct Bad {
    const char* operation;
    std::string more;
    const char* said;
  };
  const std::string answer =
      R"(,"challenge":"000102030405060708090a0b0c0d0e0f","ctx":")" + encode_base64url(Bytes(32)) + "\"";
  const std::vector<Bad> table = {
      {"inbox", R"(,"counter":1)", "counter"},
      {"inbox", R"(,"exp":1)", "exp"},
      {"none", "", "op"},
      {"preview", R"(,"code":"MDEyMzQ1Njc4OWFiY2RlZg")", "op"},
      {"leave", "", "counter"},
      {"leave", R"(,"counter":0)", "counter"},
      {"leave", R"(,"counter":-1)", "counter"},
      {"leave", R"(,"counter":1.5)", "counter"},
      {"leave", R"(,"counter":1e3)", "counter"},
      {"leave", R"(,"counter":"1")", "counter"},
      {"leave", R"(,"counter":9007199254740992)", "counter"},
      {"leave", R"(,"counter":1,"counter":1)", "counter"},
      {"leave", R"(,"counter":[1])", "counter"},
      {"set_push_address", R"(,"counter":1,"push_address":null)", "push_address"},
      {"set_push_address", R"(,"counter":1,"push_address":"")", "push_address"},
      {"rotate_key", R"(,"counter":1)", "proof"},
      {"rotate_key", R"(,"counter":1,"proof":"a.b.c")", "base64url"},
      {"answer", answer, "verdict"},
      {"answer", answer + R"(,"verdict":"approved")", "verdict"},
      {"answer", answer + R"(,"verdict":"deny","number":"42")", "number"},
      {"answer", answer + R"(,"verdict":"approve","number":42)", "number"},
      {"answer", answer + R"(,"verdict":"approve","number":"042")", "number"},
      {"answer", R"(,"challenge":"00","ctx":"AA","verdict":"deny")", "challenge"},
      {"answer", R"(,"challenge":"000102030405060708090A0B0C0D0E0F","ctx":"AA","verdict":"deny")",
       "challenge"},
      {"answer", R"(,"challenge":"000102030405060708090a0b0c0d0e0f","ctx":"AA","verdict":"deny")", "ctx"},
      {"answer", R"(,"challenge":"000102030405060708090a0b0c0d0e0f","verdict":"deny")", "ctx"},
  };
  const SigningKey key = key_of('k');
  for (const Bad& row : table) {
    INFO(row.operation << row.more);
    const auto received = receive(jws_of(key, header_of(key), claims_of(row.operation, row.more)), key);
    REQUIRE(!received);
    CHECK(received.error().code == errc::invalid_message);
    CHECK_THAT(received.error().message, Catch::Matchers::Contains(row.said));
  }
}

TEST_CASE("no message of a refusal holds a code or a number") {
  const SigningKey key = key_of('k');
  const std::string registering = jws_of(
      key, header_of(key), claims_of("register", R"(,"code":"MDEyMzQ1Njc4OWFiY2RlZg=","device_name":"a")"));
  CHECK_THAT(message_of(receive(registering, key)), !Catch::Matchers::Contains("MDEy"));
  const std::string answering = jws_of(
      key, header_of(key),
      claims_of("answer", R"(,"challenge":"000102030405060708090a0b0c0d0e0f","ctx":")" +
                              encode_base64url(Bytes(32)) + R"(","verdict":"approve","number":"4711")"));
  CHECK_THAT(message_of(receive(answering, key)), !Catch::Matchers::Contains("4711"));
}
