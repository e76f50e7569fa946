#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/signing_key.hpp"
#include "counterfoil/protocol/message.hpp"
#include "counterfoil/protocol/push_request.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "counterfoil/protocol/reply.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

const Timestamp now = from_unix_seconds(1'800'000'000);

const DeviceEndpoint& endpoint() {
  static const DeviceEndpoint made =
      DeviceEndpoint::parse("https://id.example.ac.uk/authenticator/example").value();
  return made;
}

const SigningKey& key() {
  static const SigningKey made =
      SigningKey::from_secret(SignatureAlgorithm::eddsa, SecretBytes(std::string(32, 'k'))).value();
  return made;
}

void check_refusal(const Error& error) {
  require(kind_of(error.code) != ErrorKind::environment);
  require(!error.message.empty());
}

Result<Operation> receive(std::string_view text) {
  const auto message = read_message(text, endpoint());
  if (!message) return message.error();
  if (const auto* const preview = std::get_if<Preview>(&*message)) {
    const auto link = RegistrationLink::make(endpoint(), preview->code);
    require(link &&
            std::holds_alternative<Preview>(read_message(write_preview(*link).value(), endpoint()).value()));
    return Error(errc::invalid_message, "a preview");
  }
  return std::get<UnverifiedMessage>(*message).verify(key().public_key(), endpoint(), now);
}

/// As a whole message, whose signature the fuzzer will not guess.
void check_message(std::string_view text) {
  if (const auto operation = receive(text); !operation) check_refusal(operation.error());
}

/// As claims that the key signed: what is accepted is written in one way, and read back as the same.
void check_claims(std::string_view payload) {
  const std::string header = R"({"alg":"EdDSA","kid":")" + encode_base64url(key().public_key().thumbprint()) +
                             R"(","typ":"counterfoil-device+jws"})";
  std::string text = encode_base64url(as_bytes(header)) + "." + encode_base64url(as_bytes(payload));
  text += "." + encode_base64url(key().sign(as_bytes(text)).value());
  const auto operation = receive(text);
  if (!operation) {
    check_refusal(operation.error());
    return;
  }
  const auto written = sign_message(key(), *operation, endpoint(), now);
  require(written.has_value());
  const auto again = receive(*written);
  require(again && name_of(*again) == name_of(*operation));
  require(sign_message(key(), *again, endpoint(), now).value() == *written);
}

void check_reply(std::string_view text) {
  const auto reply = read_reply(text);
  if (!reply) {
    check_refusal(reply.error());
    return;
  }
  const SecretBytes written = write_reply(*reply).value();
  const auto again = read_reply(written.read_text(SecretAccess::grant()));
  require(again && write_reply(*again).value() == written);
}

void check_request(std::string_view text) {
  const auto request = read_push_request(text);
  if (!request) {
    check_refusal(request.error());
    return;
  }
  const auto written = write_push_request(*request);
  require(written && read_push_request(*written).value() == *request);
}

void check_link(std::string_view text) {
  const auto link = RegistrationLink::parse(text);
  if (!link) {
    check_refusal(link.error());
    return;
  }
  require(link->text().value().read_text(SecretAccess::grant()) == text);
}

}  // namespace

/// Whatever comes from a phone or a server is refused with a reason, or comes back the same when it is written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_message(text);
  check_claims(text);
  check_reply(text);
  check_request(text);
  check_link(text);
  return 0;
}
