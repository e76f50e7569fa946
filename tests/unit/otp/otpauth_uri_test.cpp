#include "counterfoil/otp/otpauth_uri.hpp"

#include <limits>
#include <string>
#include <vector>

#include "counterfoil/otp/base32.hpp"
#include "counterfoil/otp/otp_secret.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "unit/otp/otp_support.hpp"
#include "unit/otp/otpauth_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::string_literals;

namespace {

std::string hotp_uri(const std::string& more) {
  return std::string("otpauth://hotp/alice?secret=") + rfc_base32 + more;
}

TotpParameters totp_of(OtpAlgorithm algorithm, unsigned digits, int period) {
  return TotpParameters::make(OtpParameters::make(algorithm, digits).value(), std::chrono::seconds(period))
      .value();
}

}  // namespace

TEST_CASE("a written URI has every parameter, the issuer twice, and the secret without padding") {
  OtpauthUri uri = fields("ACME Co", "john.doe@email.com");
  uri.codes = totp_of(OtpAlgorithm::sha1, 6, 30);
  CHECK(text_of(write_otpauth_uri(uri).value()) ==
        "otpauth://totp/ACME%20Co:john.doe@email.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ACME%20Co"
        "&algorithm=SHA1&digits=6&period=30");
  uri.issuer.clear();
  uri.codes = HotpStart{OtpParameters::make(OtpAlgorithm::sha512, 8).value(), 42};
  CHECK(text_of(write_otpauth_uri(uri).value()) ==
        "otpauth://hotp/john.doe@email.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA512&digits=8"
        "&counter=42");
}

TEST_CASE("a URI is read with the documented defaults") {
  const OtpauthUri uri = parse_otpauth_uri(totp_uri("")).value();
  CHECK(uri.issuer == "Example");
  CHECK(uri.account == "alice@example.com");
  CHECK(uri.secret == rfc_secret());
  CHECK(std::get<TotpParameters>(uri.codes) == TotpParameters());
  const OtpauthUri counted = parse_otpauth_uri(hotp_uri("&counter=0")).value();
  CHECK(counted.issuer.empty());
  CHECK(std::get<HotpStart>(counted.codes) == HotpStart());
}

TEST_CASE("every parameter is read, in any order") {
  const OtpauthUri uri =
      parse_otpauth_uri(std::string("otpauth://totp/alice?period=60&digits=8&issuer=Example&secret=") +
                        rfc_base32 + "&algorithm=SHA256")
          .value();
  CHECK(uri.issuer == "Example");
  CHECK(std::get<TotpParameters>(uri.codes) == totp_of(OtpAlgorithm::sha256, 8, 60));
}

TEST_CASE("scheme and type are read in any case, and a plus is a plus") {
  const OtpauthUri uri =
      parse_otpauth_uri(std::string("OTPAuth://TOTP/alice+bob?issuer=A+B&secret=") + rfc_base32).value();
  CHECK(uri.account == "alice+bob");
  CHECK(uri.issuer == "A+B");
}

TEST_CASE("parameters of unknown names are ignored when they are well-formed") {
  const auto uri = parse_otpauth_uri(totp_uri("&image=https://example.com/logo.png&lock=true&x="));
  REQUIRE(uri);
  CHECK(*uri == parse_otpauth_uri(totp_uri("")).value());
}

TEST_CASE("[F96] each way to spell a secret has its defined result") {
  const std::string base = "otpauth://totp/alice?secret=";
  for (const char* secret :
       {"gezdgnbvgy3tqojqgezdgnbvgy3tqojq", "GEZDGNBV%20GY3TQOJQ%20GEZDGNBV%20GY3TQOJQ",
        "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ", "%47EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}) {
    INFO(secret);
    CHECK(parse_otpauth_uri(base + secret).value().secret == rfc_secret());
  }
  const SecretBytes seventeen(std::string_view("12345678901234567"));
  const std::string unpadded = text_of(encode_base32(seventeen).value());
  CHECK(parse_otpauth_uri(base + unpadded).value().secret == seventeen);
  CHECK(parse_otpauth_uri(base + unpadded + "====").value().secret == seventeen);
  CHECK(parse_otpauth_uri(base + unpadded + "%3D%3D%3D%3D").value().secret == seventeen);

  check_refused({
      {"otpauth://totp/alice?issuer=Example", errc::invalid_uri, "secret: expected to be there"},
      {base, errc::invalid_uri, "secret: expected a value"},
      {base + "%20", errc::invalid_key, "secret: expected 1 to 128 bytes"},
      {base + rfc_base32 + "%00", errc::invalid_uri, "no %00"},
      {base + "GE%GGDGNBVGY3TQOJQ", errc::invalid_uri, "two hexadecimal digits"},
      {base + rfc_base32 + "%4", errc::invalid_uri, "two hexadecimal digits"},
      {base + rfc_base32 + "%", errc::invalid_uri, "two hexadecimal digits"},
      {base + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", errc::invalid_encoding, "base32"},
      {base + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ=", errc::invalid_encoding, "padding"},
      {base + unpadded + "==", errc::invalid_encoding, "padding"},
      {base + std::string(208, 'A'), errc::invalid_key, "secret: expected 1 to 128 bytes"},
  });
}

TEST_CASE("[F97] values out of their range are refused, and the message names the range") {
  check_refused({
      {totp_uri("&digits=0"), errc::invalid_uri, "digits: expected 6 to 8"},
      {totp_uri("&digits=2"), errc::invalid_uri, "digits: expected 6 to 8"},
      {totp_uri("&digits=5"), errc::invalid_uri, "digits: expected 6 to 8"},
      {totp_uri("&digits=9"), errc::invalid_uri, "digits: expected 6 to 8"},
      {totp_uri("&digits=99"), errc::invalid_uri, "digits: expected 6 to 8"},
      {totp_uri("&digits=4294967302"), errc::invalid_uri, "digits: expected 6 to 8"},
      {totp_uri("&digits=06"), errc::invalid_uri, "digits"},
      {totp_uri("&digits=-6"), errc::invalid_uri, "digits"},
      {totp_uri("&digits=%36"), errc::invalid_uri, "digits"},
      {totp_uri("&digits=six"), errc::invalid_uri, "digits"},
      {totp_uri("&period=0"), errc::invalid_uri, "period: expected 15 to 300"},
      {totp_uri("&period=-30"), errc::invalid_uri, "period: expected 15 to 300"},
      {totp_uri("&period=14"), errc::invalid_uri, "period: expected 15 to 300"},
      {totp_uri("&period=301"), errc::invalid_uri, "period: expected 15 to 300"},
      {totp_uri("&period=30.5"), errc::invalid_uri, "period: expected 15 to 300"},
      {totp_uri("&period=18446744073709551615"), errc::invalid_uri, "period: expected 15 to 300"},
      {totp_uri("&period=18446744073709551646"), errc::invalid_uri, "period: expected 15 to 300"},
      {totp_uri("&period=" + std::string(400, '9')), errc::invalid_uri, "period: expected 15 to 300"},
      {hotp_uri("&counter=-5"), errc::invalid_uri, "counter: expected 0 to 2^63 - 1"},
      {hotp_uri("&counter=9223372036854775808"), errc::invalid_uri, "counter: expected 0 to 2^63 - 1"},
      {hotp_uri("&counter=18446744073709551617"), errc::invalid_uri, "counter: expected 0 to 2^63 - 1"},
      {hotp_uri("&counter=00"), errc::invalid_uri, "counter: expected 0 to 2^63 - 1"},
      {hotp_uri("&counter=0x10"), errc::invalid_uri, "counter: expected 0 to 2^63 - 1"},
      {totp_uri("&algorithm=MD5"), errc::invalid_uri, "algorithm: expected SHA1, SHA256 or SHA512"},
      {totp_uri("&algorithm=SHA224"), errc::invalid_uri, "algorithm: expected SHA1, SHA256 or SHA512"},
      {totp_uri("&algorithm=sha1"), errc::invalid_uri, "algorithm: expected SHA1, SHA256 or SHA512"},
      {totp_uri("&algorithm="), errc::invalid_uri, "algorithm: expected a value"},
  });
  const OtpauthUri last = parse_otpauth_uri(hotp_uri("&counter=9223372036854775807")).value();
  CHECK(std::get<HotpStart>(last.codes).counter == max_hotp_counter);
}

TEST_CASE("a parameter that belongs to the other type is refused, and hotp needs its counter") {
  check_refused({
      {totp_uri("&counter=1"), errc::invalid_uri, "counter: expected for hotp only"},
      {hotp_uri("&counter=1&period=30"), errc::invalid_uri, "period: expected for totp only"},
      {hotp_uri(""), errc::invalid_uri, "counter: expected to be there for hotp"},
  });
}

TEST_CASE("[F98] duplicate parameters are refused, the unknown ones and those in another case too") {
  check_refused({
      {totp_uri(std::string("&secret=") + rfc_base32), errc::invalid_uri, "each parameter once"},
      {totp_uri("&digits=6&digits=6"), errc::invalid_uri, "each parameter once"},
      {totp_uri("&issuer=Example&issuer=Example"), errc::invalid_uri, "each parameter once"},
      {totp_uri("&color=red&color=blue"), errc::invalid_uri, "each parameter once"},
      {totp_uri("&color=red&COLOR=blue"), errc::invalid_uri, "each parameter once"},
      {totp_uri(std::string("&Secret=") + rfc_base32), errc::invalid_uri, "each parameter once"},
      {totp_uri("&Digits=8"), errc::invalid_uri, "digits: expected its name in lower case"},
      {totp_uri("&%64igits=8"), errc::invalid_uri, "name=value"},
  });
}

TEST_CASE("[F99] an issuer before the account and one as a parameter must be the same") {
  CHECK(parse_otpauth_uri(totp_uri("&issuer=Example")).value().issuer == "Example");
  CHECK(parse_otpauth_uri(totp_uri("&issuer=%45xample")).value().issuer == "Example");
  CHECK(parse_otpauth_uri(totp_uri("", "Example:alice")).value().issuer == "Example");
  CHECK(parse_otpauth_uri(totp_uri("&issuer=Example", "alice")).value().issuer == "Example");
  CHECK(parse_otpauth_uri(totp_uri("", "alice")).value().issuer.empty());
  check_refused({
      {totp_uri("&issuer=Other"), errc::invalid_uri, "issuer: expected the same"},
      {totp_uri("&issuer=example"), errc::invalid_uri, "issuer: expected the same"},
      {totp_uri("&issuer="), errc::invalid_uri, "issuer: expected a value"},
      {totp_uri("", ":alice"), errc::invalid_uri, "an issuer before the colon"},
  });
}

TEST_CASE("the longest URI of valid fields is written and read") {
  OtpauthUri uri = fields(std::string(128, ' '), std::string(256, '/'));
  uri.issuer.front() = uri.issuer.back() = '!';
  uri.secret = SecretBytes(max_otp_secret_size);
  uri.codes = HotpStart{OtpParameters::make(OtpAlgorithm::sha512, 8).value(), max_hotp_counter};
  const SecretBytes text = write_otpauth_uri(uri).value();
  CHECK(text.size() > 1800);
  CHECK(text.size() <= max_otpauth_uri_size);
  CHECK(parse_otpauth_uri(text.read_text(SecretAccess::grant())).value() == uri);
}

TEST_CASE("what cannot be written is refused, and the message names the field") {
  OtpauthUri uri = fields("Example", "alice");
  uri.secret = SecretBytes();
  CHECK(write_otpauth_uri(uri).error() == Error(errc::invalid_key, "secret: expected 1 to 128 bytes"));
  uri.secret = SecretBytes(max_otp_secret_size + 1);
  CHECK(write_otpauth_uri(uri).error().code == errc::invalid_key);
  uri.secret = rfc_secret();
  uri.codes = HotpStart{{}, max_hotp_counter + 1};
  CHECK(write_otpauth_uri(uri).error() ==
        Error(errc::invalid_argument, "counter: expected at most 2^63 - 1"));
}

TEST_CASE("[F101] a secret under 128 bits is refused unless the caller allows it") {
  OtpauthUri uri = fields("Example", "alice");
  uri.secret = SecretBytes(std::string_view("123456789012345"));
  const SecretBytes text = write_otpauth_uri(uri).value();
  const std::string_view short_uri = text.read_text(SecretAccess::grant());
  const auto refused = parse_otpauth_uri(short_uri);
  REQUIRE_FALSE(refused);
  CHECK(refused.error() ==
        Error(errc::invalid_key, "secret: expected at least 128 bits (RFC 4226 section 4)"));
  CHECK(parse_otpauth_uri(short_uri, {.allow_short_secret = true}).value() == uri);
  uri.secret = SecretBytes(min_otp_secret_size);
  CHECK(parse_otpauth_uri(write_otpauth_uri(uri).value().read_text(SecretAccess::grant())).has_value());
}

TEST_CASE("what is not an otpauth URI is refused, and the message says which part") {
  const std::string secret = std::string("?secret=") + rfc_base32;
  check_refused({
      {"", errc::invalid_uri, "scheme"},
      {"otpauth", errc::invalid_uri, "scheme"},
      {"otpauth:/totp/alice" + secret, errc::invalid_uri, "scheme"},
      {" otpauth://totp/alice" + secret, errc::invalid_uri, "scheme"},
      {"https://totp/alice" + secret, errc::invalid_uri, "scheme"},
      {"otpauth-migration://offline?data=x", errc::invalid_uri, "scheme"},
      {"otpauth://" + secret, errc::invalid_uri, "type"},
      {"otpauth://steam/alice" + secret, errc::invalid_uri, "type"},
      {"otpauth://totp" + secret, errc::invalid_uri, "type"},
      {"otpauth://totp:80/alice" + secret, errc::invalid_uri, "type"},
      {"otpauth://user@totp/alice" + secret, errc::invalid_uri, "type"},
      {"otpauth://totp/alice", errc::invalid_uri, "query: expected ?"},
      {"otpauth://totp/alice?", errc::invalid_uri, "name=value"},
      {totp_uri("&"), errc::invalid_uri, "name=value"},
      {totp_uri("&&digits=6"), errc::invalid_uri, "name=value"},
      {totp_uri("&digits"), errc::invalid_uri, "name=value"},
      {totp_uri("&=6"), errc::invalid_uri, "name=value"},
      {totp_uri("&a b=6"), errc::invalid_uri, "name=value"},
      {totp_uri("#fragment"), errc::invalid_uri, "secret: expected characters"},
      {totp_uri("&note=a b"), errc::invalid_uri, "parameter: expected characters"},
      {totp_uri("&note=%zz"), errc::invalid_uri, "parameter: expected two hexadecimal digits"},
      {totp_uri("&a=&b=&c=&d=&e=&f=&g=&h=&i=&j=&k=&l=&m=&n=&o=&p="), errc::invalid_uri,
       "at most 16 parameters"},
      {totp_uri("&note=" + std::string(3000, 'x')), errc::too_long, "at most 2048 bytes"},
      {std::string("otpauth://totp/al\0ice", 21) + secret, errc::invalid_uri, "label: expected characters"},
  });
}

TEST_CASE("Python's urllib reads the same fields from a written URI") {
  OtpauthUri uri = fields("Zo\xC3\xAB & Co", "\xF0\x9F\x99\x82 alice+1@example.com");
  uri.codes = totp_of(OtpAlgorithm::sha512, 7, 45);
  const CommandOutput output = run_command(
      "/usr/bin/python3 -c 'import sys, urllib.parse as u\n"
      "p = u.urlsplit(sys.argv[1])\n"
      "print(p.scheme, p.netloc, u.unquote(p.path), *sorted(map(str, u.parse_qs(p.query).items())), "
      "sep=\"\\n\")' '" +
      text_of(write_otpauth_uri(uri).value()) + "'");
  CHECK(output.status == 0);
  CHECK(output.text ==
        "otpauth\ntotp\n/Zo\xC3\xAB & Co:\xF0\x9F\x99\x82 alice+1@example.com\n('algorithm', ['SHA512'])\n"
        "('digits', ['7'])\n('issuer', ['Zo\xC3\xAB & Co'])\n('period', ['45'])\n"
        "('secret', ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'])\n");
}

TEST_CASE("no message about a URI repeats a part of it") {
  for (const std::string& text :
       {totp_uri("&digits=918273"), totp_uri("&topsecret=%zz"), totp_uri("", "topsecret:a:b"),
        "otpauth://totp/alice?secret=TOPSECRET1"s, "topsecret://"s}) {
    const auto uri = parse_otpauth_uri(text);
    REQUIRE_FALSE(uri);
    CHECK(uri.error().message.find("opsecret") == std::string::npos);
    CHECK(uri.error().message.find("OPSECRET") == std::string::npos);
    CHECK(uri.error().message.find("918273") == std::string::npos);
  }
}
