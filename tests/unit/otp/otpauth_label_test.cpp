#include <string>

#include "counterfoil/otp/otpauth_uri.hpp"
#include "support/catch.hpp"
#include "unit/otp/otpauth_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("[F100] labels round-trip, whatever their script") {
  for (const char* name :
       {"alice", "alice@example.com", "a", "Zoë Müller", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7",
        "\xE6\x9D\xB1\xE4\xBA\xAC", "50% off & more?", "a/b#c", "a=b;c+d", "\"quoted\" <b>", "%3A"}) {
    INFO(name);
    for (const OtpauthUri& uri : {fields(name, name), fields("", name), fields(name, "alice")}) {
      const SecretBytes text = write_otpauth_uri(uri).value();
      CHECK(parse_otpauth_uri(text.read_text(SecretAccess::grant())).value() == uri);
    }
  }
}

TEST_CASE("[F100] the first colon separates issuer and account, plain or encoded, and there is no second") {
  for (const char* label :
       {"Example:alice", "Example%3Aalice", "Example%3aalice", "Example:%20alice", "Example:%20%20alice"}) {
    const OtpauthUri uri = parse_otpauth_uri(totp_uri("", label)).value();
    CHECK(uri.issuer == "Example");
    CHECK(uri.account == "alice");
  }
  check_refused({
      {totp_uri("", "Example:urn:alice"), errc::invalid_uri, "account: expected no colon"},
      {totp_uri("", "Example:alice%3A"), errc::invalid_uri, "account: expected no colon"},
      {totp_uri("&issuer=A%3AB", "alice"), errc::invalid_uri, "issuer: expected no colon"},
  });
}

TEST_CASE("[F100] labels that cannot round-trip are refused, when read and when written") {
  const std::string four_kilobytes(4096, 'a');
  check_refused({
      {totp_uri("", ""), errc::invalid_uri, "account: expected not to be empty"},
      {totp_uri("", "Example:"), errc::invalid_uri, "account: expected not to be empty"},
      {totp_uri("", "Example:%20"), errc::invalid_uri, "account: expected not to be empty"},
      {totp_uri("", four_kilobytes), errc::too_long, "at most 2048 bytes"},
      {totp_uri("", std::string(257, 'a')), errc::too_long, "account: expected at most 256 bytes"},
      {totp_uri("", std::string(129, 'a') + ":b"), errc::too_long, "issuer: expected at most 128 bytes"},
      {totp_uri("", "alice%0A"), errc::invalid_uri, "no control characters"},
      {totp_uri("", "alice%7F"), errc::invalid_uri, "no control characters"},
      {totp_uri("", "alice%C2%85"), errc::invalid_uri, "no control characters"},
      {totp_uri("", "%E2%80%AEalice"), errc::invalid_uri, "override the direction"},
      {totp_uri("", "%E2%81%A6alice"), errc::invalid_uri, "override the direction"},
      {totp_uri("", "alice%00"), errc::invalid_uri, "no %00"},
      {totp_uri("", "alice%C3"), errc::invalid_utf8, "account: expected well-formed UTF-8"},
      {totp_uri("", "alice%C0%80"), errc::invalid_utf8, "account: expected well-formed UTF-8"},
      {totp_uri("", "alice%ED%A0%80"), errc::invalid_utf8, "account: expected well-formed UTF-8"},
      {totp_uri("&issuer=%FF", "alice"), errc::invalid_utf8, "issuer: expected well-formed UTF-8"},
      {totp_uri("", "%20alice"), errc::invalid_uri, "no space at either end"},
      {totp_uri("", "alice%20"), errc::invalid_uri, "no space at either end"},
      {totp_uri("", "alice\xC3\xA9"), errc::invalid_uri, "percent-encoded"},
      {totp_uri("", "alice bob"), errc::invalid_uri, "percent-encoded"},
      {totp_uri("", "alice/bob"), errc::invalid_uri, "percent-encoded"},
      {totp_uri("", "alice#bob"), errc::invalid_uri, "percent-encoded"},
  });
  struct Unwritable {
    OtpauthUri uri;
    errc code;
  };
  for (const auto& [uri, code] : {Unwritable{fields("A:B", "alice"), errc::invalid_argument},
                                  Unwritable{fields("", "a:b"), errc::invalid_argument},
                                  Unwritable{fields("", ""), errc::invalid_argument},
                                  Unwritable{fields("", " alice"), errc::invalid_argument},
                                  Unwritable{fields("Example ", "alice"), errc::invalid_argument},
                                  Unwritable{fields("", "al\nice"), errc::invalid_argument},
                                  Unwritable{fields("", std::string("al\0ice", 6)), errc::invalid_argument},
                                  Unwritable{fields("",
                                                    "\xE2\x80\xAE"
                                                    "alice"),
                                             errc::invalid_argument},
                                  Unwritable{fields("", "\xFF"), errc::invalid_utf8},
                                  Unwritable{fields("\xED\xA0\x80", "alice"), errc::invalid_utf8},
                                  Unwritable{fields("", four_kilobytes), errc::too_long},
                                  Unwritable{fields(four_kilobytes, "alice"), errc::too_long}}) {
    const auto text = write_otpauth_uri(uri);
    REQUIRE_FALSE(text);
    CHECK(text.error().code == code);
  }
}
