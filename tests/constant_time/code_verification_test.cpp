#include "otp/code_verification.hpp"

#include <array>
#include <string>

#include "constant_time/secret_marks.hpp"
#include "unit/otp/otp_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

constexpr std::int64_t now = 1'234'567'890;
constexpr std::array algorithms{OtpAlgorithm::sha1, OtpAlgorithm::sha256, OtpAlgorithm::sha512};

void declassify_match(detail::CodeMatch& match) noexcept {
  match = declassified(match);
}

/// Longer than a block of SHA-1 and SHA-256 too, so that it is hashed to a key first.
SecretBytes secret_of(std::size_t size) {
  std::mt19937_64 random(107);
  return random_bytes(random, size);
}

TotpParameters totp(OtpAlgorithm algorithm, unsigned digits) {
  return TotpParameters::make(OtpParameters::make(algorithm, digits).value(), std::chrono::seconds(30))
      .value();
}

void check_totp(OtpAlgorithm algorithm, unsigned digits, const SecretBytes& secret) {
  const TotpParameters parameters = totp(algorithm, digits);
  for (const std::int64_t step : {-2, -1, 0, 1, 2}) {
    const std::string code = generate_totp(secret, parameters, from_unix_seconds(now + 30 * step)).value();
    const SecretBytes hidden = marked(secret);
    bool accepted = false;
    CHECK(reports_of([&] {
            accepted = detail::verify_totp(hidden, parameters, code, at(now), declassify_match).has_value();
          }) == 0);
    CHECK(accepted == (step >= -1 && step <= 1));
  }
}

}  // namespace

TEST_CASE(
    "[G107] verifying a TOTP code neither branches nor indexes by the secret, whichever step it belongs to") {
  for (const OtpAlgorithm algorithm : algorithms) {
    for (const unsigned digits : {6U, 7U, 8U}) check_totp(algorithm, digits, secret_of(20));
    for (const std::size_t size : {std::size_t{1}, std::size_t{64}, std::size_t{128}}) {
      check_totp(algorithm, 6, secret_of(size));
    }
  }
}

TEST_CASE(
    "[G107] verifying an HOTP code neither branches nor indexes by the secret, whichever counter it belongs "
    "to") {
  HotpCheck check;
  check.counter = 7;
  check.look_ahead = 9;
  for (const OtpAlgorithm algorithm : algorithms) {
    const OtpParameters parameters = OtpParameters::make(algorithm, 6).value();
    for (const std::uint64_t counter : {5U, 6U, 7U, 12U, 16U, 17U}) {
      const std::string code = generate_hotp(secret_of(20), parameters, counter).value();
      const SecretBytes hidden = marked(secret_of(20));
      bool accepted = false;
      CHECK(reports_of([&] {
              accepted = detail::verify_hotp(hidden, parameters, code, check, declassify_match).has_value();
            }) == 0);
      CHECK(accepted == (counter >= 7 && counter <= 16));
    }
  }
}

TEST_CASE("[G107] looking for two successive codes neither branches nor indexes by the secret") {
  const SecretBytes hidden = marked(rfc_secret());
  HotpResync resync;
  resync.window = 9;
  // Of RFC 4226 appendix D: counter 3, then 4 and 5.
  for (const std::string_view second : {"338314", "254676"}) {
    bool accepted = false;
    CHECK(reports_of([&] {
            accepted = detail::resynchronise_hotp(hidden, {}, {"969429", second}, resync, declassify_match)
                           .has_value();
          }) == 0);
    CHECK(accepted == (second == "338314"));
  }
}

TEST_CASE("[G107] generating a code neither branches nor indexes by the secret") {
  const SecretBytes hidden = marked(rfc_secret());
  std::string code;
  CHECK(reports_of([&] { code = generate_hotp(hidden, {}, 1).value(); }) == 0);
  declassify(as_bytes(code));
  CHECK(code == "287082");
}

TEST_CASE("a verification that decides before its match is declassified is reported", "[leak]") {
  const SecretBytes hidden = marked(rfc_secret());
  CHECK(reports_of([&] {
          (void)detail::verify_totp(hidden, {}, "755224", at(now), detail::declassify_silently);
        }) > 0);
  CHECK(reports_of(
            [&] { (void)detail::verify_hotp(hidden, {}, "755224", {}, detail::declassify_silently); }) > 0);
}
