#include "counterfoil/protocol/registration_link.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/protocol/protocol_support.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;

namespace {

std::string text_of(const RegistrationLink& link) {
  return std::string(link.text().value().read_text(SecretAccess::grant()));
}

}  // namespace

TEST_CASE("a registration link is an endpoint with the code in its fragment") {
  const std::string code = "0123456789abcdef";
  const auto link = RegistrationLink::make(endpoint_of(), SecretBytes(code)).value();
  const std::string text = text_of(link);
  CHECK(text == "https://id.example.ac.uk/authenticator/example#MDEyMzQ1Njc4OWFiY2RlZg");
  const auto read = RegistrationLink::parse(text);
  REQUIRE(read);
  CHECK(read->endpoint() == endpoint_of());
  CHECK(read->code() == SecretBytes(code));
  CHECK(text_of(*read) == text);
}

TEST_CASE("a code has 112 bits at least and 64 bytes at most") {
  for (const std::size_t size : {std::size_t{14}, std::size_t{15}, std::size_t{64}}) {
    const auto link = RegistrationLink::make(endpoint_of(), SecretBytes(size));
    REQUIRE(link);
    CHECK(RegistrationLink::parse(text_of(*link)).value().code().size() == size);
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{13}, std::size_t{65}}) {
    const auto link = RegistrationLink::make(endpoint_of(), SecretBytes(size));
    REQUIRE(!link);
    CHECK(link.error().code == errc::invalid_argument);
    const std::string text = endpoint_of().url() + "#" + encode_base64url(Bytes(size));
    CHECK(!RegistrationLink::parse(text));
  }
}

TEST_CASE("a link that is not exactly one is refused, and no message repeats its code") {
  const std::string url = endpoint_of().url();
  const std::string code = "MDEyMzQ1Njc4OWFiY2RlZg";
  const std::vector<std::string> table = {
      "",
      url,
      url + "#",
      "#" + code,
      "http://id.example.ac.uk/authenticator/example#" + code,
      "https://id.example.ac.uk/authenticator/#" + code,
      "otpauth://totp/a?secret=" + code,
      url + "#" + code + "==",
      url + "#" + code + "#",
      url + "##" + code,
      url + "# " + code,
      url + "#" + code + "\n",
      url + "#MDEyMzQ1Njc4OWFiY2RlZh",
      url + "#MDEyMzQ1Njc4OWFiY2RlZ",
      url + "#MDEyMzQ1Njc4OWFiY2Rl+/",
      url + "?" + code,
  };
  for (const std::string& text : table) {
    INFO(text);
    const auto link = RegistrationLink::parse(text);
    REQUIRE(!link);
    CHECK(link.error().code == errc::invalid_uri);
    CHECK_THAT(link.error().message, !Catch::Matchers::Contains("MDEy"));
  }
  const auto longer = RegistrationLink::parse(url + "#" + std::string(600, 'A'));
  REQUIRE(!longer);
  CHECK(longer.error().code == errc::too_long);
}
